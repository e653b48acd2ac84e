// A table on standard input, copied to a temporary file and then read like other files.

#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>

#include "tpch/schema/table.h"
#include "tpch/status.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/row_partitions.h"

namespace tpch {

/// Returns whether a path is standard input: `-`, or one of its names in /dev and /proc.
bool IsStandardInput(const std::filesystem::path& path);

/// The contents of standard input. The copy disappears with this object or the process.
class StandardInput {
 public:
  /// Copies standard input to a file without a name in `temp_dir`. Returns Invalid if it is not TBL
  /// or CSV, IoError if a read or write fails, Cancelled soon after `stop` becomes true.
  static Result<StandardInput> Read(const std::filesystem::path& temp_dir,
                                    const std::atomic<bool>& stop);

  /// Returns it as a file of a table, valid as long as this object.
  FoundFile AsFile(Table table) const;

 private:
  explicit StandardInput(std::unique_ptr<SpillFile> file) : file_(std::move(file)) {}

  std::unique_ptr<SpillFile> file_;
};

}  // namespace tpch
