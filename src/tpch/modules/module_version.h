// The mark by which the loader finds the version of a module in its file.

#pragma once

#include <string_view>

namespace tpch {

/// Precedes the version, which kModuleVersionEnd follows.
inline constexpr std::string_view kModuleVersionMark = "tpch module, version <";
inline constexpr char kModuleVersionEnd = '>';

}  // namespace tpch
