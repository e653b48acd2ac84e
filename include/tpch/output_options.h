// User options for writing and digesting files.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tpch/enum_names.h"

namespace tpch {

/// The digest to compute of each file.
enum class DigestKind : uint8_t { kNone, kXxh3 };

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
inline constexpr EnumName<DigestKind> kDigestKinds[] = {{DigestKind::kNone, "none"},
                                                        {DigestKind::kXxh3, "xxh3"}};
inline constexpr EnumName<IoMode> kIoModes[] = {
    {IoMode::kAuto, "auto"}, {IoMode::kSync, "sync"}, {IoMode::kUring, "uring"}};
inline constexpr EnumName<DirectMode> kDirectModes[] = {
    {DirectMode::kAuto, "auto"}, {DirectMode::kOn, "on"}, {DirectMode::kOff, "off"}};

/// When a finished file reaches stable storage.
enum class Durability : uint8_t {
  kSystem,  ///< when the system writes it
  kSynced   ///< when it gets its final name
};

/// How local files are written.
struct FileOutputOptions {
  IoMode io = IoMode::kAuto;
  DirectMode direct = DirectMode::kAuto;
  Durability durability = Durability::kSystem;
  /// Uses fewer blocks and more time. Always on under a memory limit.
  bool saves_memory = false;
};

/// Names and values of an object store's settings, as the user gave them. Values may be secrets.
using StorageOptions = std::vector<std::pair<std::string, std::string>>;

}  // namespace tpch
