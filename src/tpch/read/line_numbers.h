// Converts byte positions in a text file to line numbers.

#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "tpch/status.h"

namespace tpch {

/// Counts each part of the file once, when it is first needed. Thread-safe.
class LineNumbers {
 public:
  /// Errors call the file `name`. `stop` is not owned.
  LineNumbers(std::filesystem::path path, std::string name, const std::atomic<bool>* stop)
      : path_(std::move(path)), name_(std::move(name)), stop_(stop) {}

  /// Returns the number, from 1, of the line that contains the byte at `position`. Returns
  /// Cancelled if `*stop` becomes true, IoError if the file cannot be read.
  Result<int64_t> NumberOf(int64_t position) const;

 private:
  const std::filesystem::path path_;
  const std::string name_;
  const std::atomic<bool>* const stop_;
  mutable std::mutex mutex_;
  mutable std::vector<int64_t> num_before_ = {0};  // newlines before each piece of the file
};

}  // namespace tpch
