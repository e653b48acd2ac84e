#include "tpch/verify/standard_input.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace tpch {
namespace {

constexpr int kPollMilliseconds = 100;
constexpr size_t kPieceBytes = size_t{1} << 20;
constexpr std::string_view kName = "standard input";

// Waits for input or its end.
Status WaitForInput(const std::atomic<bool>& stop) {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  while (::poll(&input, 1, kPollMilliseconds) <= 0) {
    if (stop) return Status::Cancelled("interrupted");
  }
  return stop ? Status::Cancelled("interrupted") : Status::OK();
}

// Fills `piece` with the next bytes; only the last piece is shorter.
Status ReadPiece(const std::atomic<bool>& stop, std::string* piece) {
  piece->resize(kPieceBytes);
  size_t size = 0;
  while (size < kPieceBytes) {
    TPCH_RETURN_NOT_OK(WaitForInput(stop));
    const ssize_t count = ::read(STDIN_FILENO, piece->data() + size, kPieceBytes - size);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count < 0) return Status::FromErrno("cannot read standard input", errno);
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  piece->resize(size);
  return Status::OK();
}

}  // namespace

bool IsStandardInput(const std::filesystem::path& path) {
  constexpr std::string_view kNames[] = {"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"};
  return std::ranges::find(kNames, path.string()) != std::end(kNames);
}

Result<StandardInput> StandardInput::Read(const std::filesystem::path& temp_dir,
                                          const std::atomic<bool>& stop) {
  TPCH_ASSIGN_OR_RETURN(auto file, SpillFile::Create(temp_dir));
  std::string piece;
  bool is_first = true;
  do {
    TPCH_RETURN_NOT_OK(ReadPiece(stop, &piece));
    if (is_first && (piece.starts_with("PAR1") || piece.starts_with("ARROW1"))) {
      return Status::Invalid("-: standard input can be TBL or CSV only",
                             "name the Parquet or Arrow file");
    }
    is_first = false;
    TPCH_ASSIGN_OR_RETURN([[maybe_unused]] const int64_t offset, file->Append(piece));
  } while (piece.size() == kPieceBytes);
  return StandardInput(std::move(file));
}

FoundFile StandardInput::AsFile(Table table) const {
  return {file_->path(), std::string(kName), FileKind::kText, table, {}, {}, {}};
}

}  // namespace tpch
