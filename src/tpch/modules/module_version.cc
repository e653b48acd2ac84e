// The version of the module that this source is part of.

#include "tpch/modules/module_version.h"

namespace tpch {
namespace {

[[gnu::used]] constexpr char kModuleVersion[] = "tpch module, version <" TPCH_VERSION ">";

static_assert(std::string_view(kModuleVersion).starts_with(kModuleVersionMark));
static_assert(std::string_view(kModuleVersion).ends_with(kModuleVersionEnd));

}  // namespace
}  // namespace tpch
