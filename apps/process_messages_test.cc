#include "apps/process_messages.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

/// What the other end of the pipe reads, which has lines without newlines.
ProcessMessage SendAndParse(const ProcessMessage& message) {
  std::string line = FormatMessage(message);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  line.pop_back();
  return ValueOf(ParseMessage(line));
}

TEST(ProcessMessages, FilesArriveAsTheyWereSent) {
  const FileMessage sent{"orders/orders.2.tbl", {123, 4567, 0xffff'ffff'ffff'fffe}};
  const auto got = std::get<FileMessage>(SendAndParse(sent));
  EXPECT_EQ(got.relative_path, sent.relative_path);
  EXPECT_EQ(got.totals.num_rows, 123);
  EXPECT_EQ(got.totals.size_bytes, 4567);
  EXPECT_EQ(got.totals.xxh3, 0xffff'ffff'ffff'fffe);
}

TEST(ProcessMessages, FilesMayHaveNoDigest) {
  const auto got = std::get<FileMessage>(SendAndParse(FileMessage{"part.tbl", {1, 2, {}}}));
  EXPECT_FALSE(got.totals.xxh3.has_value());
}

TEST(ProcessMessages, TheEndArrivesAsItWasSent) {
  const auto got = std::get<EndMessage>(SendAndParse(EndMessage{Status::OK(), 1, 2, 3, 4}));
  EXPECT_THAT(got.status, IsOk());
  EXPECT_EQ(got.peak_memory_bytes, 1);
  EXPECT_EQ(got.budget_bytes, 2);
  EXPECT_EQ(got.peak_bytes_in_flight, 3);
  EXPECT_EQ(got.staging_bytes, 4);
}

TEST(ProcessMessages, ErrorsKeepTheirKindAndText) {
  for (const Status& status : {Status::Invalid("bad\nvalue"), Status::IoError("no room"),
                               Status::Cancelled("interrupted")}) {
    const auto got = std::get<EndMessage>(SendAndParse(EndMessage{.status = status}));
    EXPECT_EQ(got.status.code(), status.code());
    EXPECT_EQ(got.status.message(), status.message());
  }
}

TEST(ProcessMessages, ErrorsMayNamePathsOfAnyBytes) {
  const auto got =
      std::get<EndMessage>(SendAndParse(EndMessage{.status = Status::IoError("'\xff' is full")}));
  EXPECT_THAT(got.status.message(), testing::EndsWith("' is full"));
}

TEST(ProcessMessages, OtherLinesAreErrors) {
  for (const std::string_view line : {"", "{", "{}", "[]", R"({"path": 3})", R"({"path": "x"})"}) {
    EXPECT_THAT(ParseMessage(line).status(), HasCode(StatusCode::kIoError)) << line;
  }
}

}  // namespace
}  // namespace tpch
