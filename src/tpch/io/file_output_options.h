// What a user may choose about how files are written.

#pragma once

#include <cstdint>

#include "tpch/base/enum_names.h"

namespace tpch {

enum class IoMode : uint8_t {
  kAuto,  ///< the faster one, by measurements (docs/io.md)
  kSync,  ///< pwrite
  kUring
};

enum class DirectMode : uint8_t {
  kAuto,  ///< past the page cache with io_uring, where the file system can
  kOn,
  kOff
};

/// Names on the command line.
inline constexpr EnumName<IoMode> kIoModes[] = {
    {IoMode::kAuto, "auto"}, {IoMode::kSync, "sync"}, {IoMode::kUring, "uring"}};
inline constexpr EnumName<DirectMode> kDirectModes[] = {
    {DirectMode::kAuto, "auto"}, {DirectMode::kOn, "on"}, {DirectMode::kOff, "off"}};

/// When a committed file is on stable storage.
enum class Durability : uint8_t {
  kSystem,  ///< when the system gets to it
  kSynced   ///< when it has its final name
};

/// What to do when the final name is taken when the file is complete.
enum class Existing : uint8_t { kKeep, kReplace };

struct FileOutputOptions {
  IoMode io = IoMode::kAuto;
  DirectMode direct = DirectMode::kAuto;
  Durability durability = Durability::kSystem;
  /// Fewer blocks, at the cost of time; not an option: set where memory is limited.
  bool saves_memory = false;
};

}  // namespace tpch
