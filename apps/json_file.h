// Writes a JSON text to a regular file.

#pragma once

#include <filesystem>
#include <memory>

#include "apps/json_target.h"

namespace tpch {

/// Opens the file at `path`, which may be missing or a link. Makes the output directory if only
/// that is missing; JsonTarget::Forgo removes it again.
Result<std::unique_ptr<JsonTarget>> OpenJsonFile(const std::filesystem::path& path,
                                                 const JsonRules& rules);

}  // namespace tpch
