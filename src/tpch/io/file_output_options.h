// User options for writing files.

#pragma once

#include <cstdint>

#include "tpch/base/enum_names.h"

namespace tpch {

enum class IoMode : uint8_t {
  kAuto,  ///< the faster one according to measurements (docs/io.md)
  kSync,  ///< pwrite
  kUring
};

enum class DirectMode : uint8_t {
  kAuto,  ///< bypass the page cache if io_uring is used and the file system supports it
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
  kSystem,  ///< when the system writes it
  kSynced   ///< when it gets its final name
};

/// What to do if the final name exists when the file is complete.
enum class Existing : uint8_t { kKeep, kReplace };

struct FileOutputOptions {
  IoMode io = IoMode::kAuto;
  DirectMode direct = DirectMode::kAuto;
  Durability durability = Durability::kSystem;
  /// Uses fewer blocks and more time; set if memory is limited, not by a user option.
  bool saves_memory = false;
};

}  // namespace tpch
