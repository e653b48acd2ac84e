#include "apps/own_json.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

namespace tpch {
namespace {

using Json = nlohmann::json;

// The parser keeps only these values: deeper ones just take memory.
bool IsAtTop(int depth, Json::parse_event_t /*event*/, Json& /*value*/) { return depth <= 1; }

// Returns whether the object has this member, with the type of `example`.
bool Has(const Json& object, const char* name, const Json& example) {
  const auto member = object.find(name);
  return member != object.end() && member->type() == example.type();
}

bool IsSummary(const Json& json) {
  return Has(json, "command", Json::array()) && Has(json, "scale_factor", "") &&
         Has(json, "format", "") && Has(json, "complete", true) &&
         Has(json, "files", Json::array());
}

bool IsVerifyReport(const Json& json) {
  return Has(json, "equal", true) && Has(json, "manifests", Json::array()) &&
         Has(json, "tables", Json::array());
}

}  // namespace

Result<bool> IsOwnJson(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status::FromErrno(fmt::format("cannot read '{}'", path.string()), errno);
  const Json json = Json::parse(file, IsAtTop, /*allow_exceptions=*/false);
  return json.is_object() && Has(json, "program", "") && Has(json, "version", "") &&
         (IsSummary(json) || IsVerifyReport(json));
}

}  // namespace tpch
