#include "tpch/status.h"

#include <cerrno>
#include <memory>

#include "tests/unit/status_matchers.h"
#include "tpch/base/format_message.h"

namespace tpch {
namespace {

using testing::HasSubstr;

TEST(Status, IsOkByDefaultAndHasNoMessage) {
  EXPECT_THAT(Status(), IsOk());
  EXPECT_EQ(Status::OK().code(), StatusCode::kOk);
  EXPECT_EQ(Status::OK().message(), "");
}

TEST(Status, KeepsCodeAndMessageInCopies) {
  const Status status = Status::Invalid("no such table");
  const Status copy = status;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_THAT(status, IsError(StatusCode::kInvalid, "no such table"));
  EXPECT_THAT(copy, IsError(StatusCode::kInvalid, "no such table"));
}

TEST(Status, FromErrnoEndsWithTheSystemsReason) {
  EXPECT_THAT(Status::FromErrno("cannot write 'a'", ENOSPC),
              IsError(StatusCode::kIoError, "cannot write 'a': No space left on device"));
}

TEST(Status, TellsFieldAndRemedyApart) {
  const Status status = Status::Invalid(Field::kOutputDir, "'a; b' exists already",
                                        FormatMessage("use {} to replace", Field::kOverwrite));
  EXPECT_EQ(status.field(), Field::kOutputDir);
  EXPECT_EQ(status.remedy().ToString(), "use overwrite to replace");
  EXPECT_EQ(status.message(), "output_dir: 'a; b' exists already; use overwrite to replace");
}

TEST(Status, ShowsFieldsAsAProgramCallsThem) {
  const Status status = Status::FromErrno(Field::kTempDir, "cannot write 'temp_dir'", ENOSPC);
  const auto show = [](const Setting& setting) { return "-" + std::string(NameOf(setting.field)); };
  EXPECT_EQ(status.text().ToString(show),
            "-temp_dir: cannot write 'temp_dir': No space left on device");
}

TEST(Status, HasNeitherFieldNorRemedyWhereThereIsNone) {
  for (const Status& status : {Status::OK(), Status::Invalid("no such table")}) {
    EXPECT_EQ(status.field(), std::nullopt);
    EXPECT_TRUE(status.remedy().empty());
  }
}

Status ReturnNotOk(const Status& status, bool* went_on) {
  TPCH_RETURN_NOT_OK(status);
  *went_on = true;
  return Status::OK();
}

TEST(Status, ReturnNotOkLeavesTheFunctionOnErrorsOnly) {
  bool went_on = false;
  EXPECT_THAT(ReturnNotOk(Status::OutputClosed(), &went_on), HasCode(StatusCode::kOutputClosed));
  EXPECT_FALSE(went_on);
  EXPECT_THAT(ReturnNotOk(Status::OK(), &went_on), IsOk());
  EXPECT_TRUE(went_on);
}

Result<std::unique_ptr<int>> MakeInt(bool fail) {
  if (fail) return Status::Cancelled("stopped");
  return std::make_unique<int>(7);
}

Result<int> AddOne(bool fail) {
  TPCH_ASSIGN_OR_RETURN(const std::unique_ptr<int> value, MakeInt(fail));
  return *value + 1;
}

TEST(Result, AssignOrReturnMovesTheValueOrReturnsTheError) {
  EXPECT_EQ(ValueOf(AddOne(false)), 8);
  EXPECT_THAT(AddOne(true).status(), IsError(StatusCode::kCancelled, HasSubstr("stopped")));
}

}  // namespace
}  // namespace tpch
