// Writes a JSON text to a stream: a descriptor, a device, a FIFO or a socket.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "apps/json_target.h"

namespace tpch {

/// Returns the descriptor of this process that a path in /proc denotes, such as the target of
/// `/dev/stdout`, `/dev/fd/3` or a shell's `>(command)`.
std::optional<int> DescriptorOf(const std::filesystem::path& path);

/// Copies a descriptor that is open for writing. Messages call it `name`.
Result<std::unique_ptr<JsonTarget>> OpenJsonDescriptor(int descriptor, const std::string& name);

/// Opens a character device, a FIFO or a Unix socket; never creates or replaces it. Opens a FIFO
/// without a reader only when the text is written.
Result<std::unique_ptr<JsonTarget>> OpenJsonStream(const std::filesystem::path& path);

/// Opens a regular file that is overwritten in place.
Result<std::unique_ptr<JsonTarget>> OpenJsonInPlace(const std::filesystem::path& path);

}  // namespace tpch
