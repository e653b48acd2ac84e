// What the process of a table tells the process that began it: a line of JSON for each file, and
// one at the end, through a pipe.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "tpch/base/status.h"
#include "tpch/run/file_writer.h"

namespace tpch {

/// A file has got its name.
struct FileMessage {
  std::string relative_path;  ///< below the output directory
  FileTotals totals;
};

/// Generate has returned.
struct EndMessage {
  Status status;
  int64_t peak_memory_bytes = 0;  ///< without what the processes share
  int64_t budget_bytes = 0;
  int64_t peak_bytes_in_flight = 0;
  int64_t staging_bytes = 0;
};

using ProcessMessage = std::variant<FileMessage, EndMessage>;

/// Returns one line with its newline.
std::string FormatMessage(const ProcessMessage& message);

/// Parses a line without its newline. IoError for anything else.
Result<ProcessMessage> ParseMessage(std::string_view line);

}  // namespace tpch
