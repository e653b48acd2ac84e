// A JSON text that goes to something that takes bytes: a descriptor, a device, a FIFO, a socket.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "apps/json_target.h"

namespace tpch {

/// Returns the descriptor of this process that a name in /proc is, such as that which
/// `/dev/stdout`, `/dev/fd/3` or `>(command)` of a shell lead to.
std::optional<int> DescriptorOf(const std::filesystem::path& path);

/// Takes over a copy of a descriptor that is open for writing. `name` is that of messages.
Result<std::unique_ptr<JsonTarget>> OpenJsonDescriptor(int descriptor, const std::string& name);

/// Opens a character device, a FIFO or a Unix socket; nothing is made or replaced. A FIFO that
/// nobody reads is opened when the text is there.
Result<std::unique_ptr<JsonTarget>> OpenJsonStream(const std::filesystem::path& path);

/// Opens a regular file that is written where it is, in place of what it holds then.
Result<std::unique_ptr<JsonTarget>> OpenJsonInPlace(const std::filesystem::path& path);

}  // namespace tpch
