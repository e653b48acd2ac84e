// A JSON text that becomes a regular file.

#pragma once

#include <filesystem>
#include <memory>

#include "apps/json_target.h"

namespace tpch {

/// Opens the file that `path` means, which is there or not, through links or not. Makes the output
/// directory if that is what is missing of the path, which JsonTarget::Forgo undoes.
Result<std::unique_ptr<JsonTarget>> OpenJsonFile(const std::filesystem::path& path,
                                                 const JsonRules& rules);

}  // namespace tpch
