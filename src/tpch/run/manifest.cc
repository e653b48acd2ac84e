#include "tpch/run/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <ranges>
#include <stdexcept>

#include "tpch/base/size_text.h"
#include "tpch/schema/table.h"

namespace tpch {
namespace {

using Json = nlohmann::ordered_json;

// An option that only refresh sets have.
constexpr std::string_view kInsertSegments = "insert-segments";

// The options in which a database and its refresh sets must not differ.
constexpr std::string_view kSharedOptions[] = {"version", "scale-factor"};

// Returns null if there is no digest.
Json DigestToJson(std::optional<uint64_t> digest) {
  return digest ? Json(fmt::format("{:016x}", *digest)) : Json();
}

Json ToJson(const Manifest& manifest) {
  Json json;
  for (const DataOption& option : manifest.options) json["options"][option.name] = option.value;
  json["tables"] = manifest.tables;
  json["complete"] = manifest.complete;
  json["files"] = Json::array();
  for (const auto& [path, file] : manifest.files) {
    json["files"].push_back({{"path", path},
                             {"table", file.table},
                             {"part", file.part},
                             {"num_parts", file.num_parts},
                             {"num_rows", file.totals.num_rows},
                             {"size_bytes", file.totals.size_bytes},
                             {"xxh3", DigestToJson(file.totals.xxh3)}});
    if (file.set) json["files"].back()["set"] = *file.set;
  }
  if (!manifest.superseded.empty()) json["superseded"] = manifest.superseded;
  return json;
}

// Describes why a text is not a manifest.
class Damage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Checks a text before parsing it takes memory, in linear time and without keeping it. Rejects
// deeper nesting or larger objects than a manifest has, duplicate member names, and entries of the
// file list that are not files.
class StructureCheck : public Json::json_sax_t {
 public:
  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }

  bool start_object(size_t /*size*/) override {
    Enter(kMaxDepth);
    names_[depth_ - 1].clear();
    return true;
  }

  bool key(string_t& name) override {
    std::vector<std::string>& names = names_[depth_ - 1];
    if (names.size() == kMaxNames) throw Damage("an object has too many members");
    if (std::ranges::find(names, name) != names.end()) {
      throw Damage(fmt::format("'{}' is given twice", name));
    }
    names.push_back(name);
    return true;
  }

  bool end_object() override {
    const size_t num_names = names_[--depth_].size();
    if (depth_ == kMaxDepth - 1 && num_names < kMinNamesOfFile) {
      throw Damage("it has something else where a file belongs");
    }
    return true;
  }

  bool start_array(size_t /*size*/) override {
    Enter(kMaxDepth - 1);
    return true;
  }

  bool end_array() override {
    --depth_;
    return true;
  }

  bool parse_error(size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    throw Damage("it is not JSON");
  }

 private:
  static constexpr size_t kMaxDepth = 3;        // a file in the list of files
  static constexpr size_t kMaxNames = 100;      // of the options
  static constexpr size_t kMinNamesOfFile = 7;  // path, table, part, num_parts and the totals

  void Enter(size_t max_depth) {
    if (depth_ >= max_depth) throw Damage("it nests too deeply");
    ++depth_;
  }

  size_t depth_ = 0;                                       // open objects and arrays
  std::array<std::vector<std::string>, kMaxDepth> names_;  // of the open objects, by depth
};

const Json& Member(const Json& object, const std::string& name) {
  if (!object.is_object()) throw Damage("it has something else where an object belongs");
  const auto found = object.find(name);
  if (found == object.end()) throw Damage(fmt::format("'{}' is missing", name));
  return *found;
}

const Json& MemberOfType(const Json& object, const std::string& name, Json::value_t type) {
  const Json& member = Member(object, name);
  if (member.type() != type) throw Damage(fmt::format("'{}' has another type", name));
  return member;
}

std::string Text(const Json& json) {
  if (!json.is_string()) throw Damage("it has something else where a text belongs");
  return json.get<std::string>();
}

int64_t Integer(const Json& object, const std::string& name, int64_t min, int64_t max) {
  const Json& member = Member(object, name);
  const bool fits = member.is_number_unsigned() ? std::in_range<int64_t>(member.get<uint64_t>())
                                                : member.is_number_integer();
  const int64_t value = fits ? member.get<int64_t>() : 0;
  if (fits && value >= min && value <= max) return value;
  throw Damage(fmt::format("'{}' is not a whole number from {} to {}", name, min, max));
}

std::string TableName(const Json& json) {
  std::string name = Text(json);
  if (!FindTable(name, kFileTables)) throw Damage(fmt::format("'{}' is not a table", name));
  return name;
}

std::string Path(const Json& json) {
  std::string path = Text(json);
  if (!IsPathBelow(path)) throw Damage(fmt::format("'{}' is not a path below it", path));
  return path;
}

// Treats an unreadable digest as missing: it proves nothing.
std::optional<uint64_t> Digest(const Json& json) {
  if (json.is_null()) return std::nullopt;
  const std::string digits = Text(json);
  const char* const end = digits.data() + digits.size();
  uint64_t digest = 0;
  if (std::from_chars(digits.data(), end, digest, 16).ptr != end) return std::nullopt;
  return digest;
}

ManifestFile File(const Json& json) {
  ManifestFile file;
  file.table = TableName(Member(json, "table"));
  file.num_parts = Integer(json, "num_parts", 1, kMaxParts);
  file.part = Integer(json, "part", 1, file.num_parts);
  file.totals.num_rows = Integer(json, "num_rows", 0, std::numeric_limits<int64_t>::max());
  file.totals.size_bytes = Integer(json, "size_bytes", 0, std::numeric_limits<int64_t>::max());
  file.totals.xxh3 = Digest(Member(json, "xxh3"));
  if (json.contains("set")) file.set = Integer(json, "set", 1, kMaxRefreshSet);
  return file;
}

// Throws Damage.
Manifest FromJson(const Json& json) {
  Manifest manifest;
  for (const auto& [name, value] : MemberOfType(json, "options", Json::value_t::object).items()) {
    manifest.options.push_back({name, Text(value)});
  }
  for (const Json& table : MemberOfType(json, "tables", Json::value_t::array)) {
    manifest.tables.insert(TableName(table));
  }
  manifest.complete = MemberOfType(json, "complete", Json::value_t::boolean).get<bool>();
  for (const Json& entry : MemberOfType(json, "files", Json::value_t::array)) {
    std::string path = Path(Member(entry, "path"));
    if (manifest.files.contains(path)) throw Damage(fmt::format("'{}' is given twice", path));
    manifest.files.emplace(std::move(path), File(entry));
  }
  if (json.contains("superseded")) {
    for (const Json& path : MemberOfType(json, "superseded", Json::value_t::array)) {
      manifest.superseded.insert(Path(path));
    }
  }
  return manifest;
}

// Returns whether a manifest's text says that the option has its value.
bool IsValueOf(const DataOption& option, const std::string& text) {
  if (text == option.value) return true;
  if (text == option.synonym) return !text.empty();
  const bool is_size = option.name.ends_with("-bytes");
  const std::optional<int64_t> size_bytes = is_size ? ParseSizeText(text) : std::nullopt;
  return size_bytes && size_bytes == ParseSizeText(option.value);
}

}  // namespace

void Manifest::List(const OutputFile& file, const FileTotals& totals) {
  files.insert_or_assign(
      file.relative_path,
      ManifestFile{std::string(NameOf(file.table)), file.part, file.num_parts, totals, file.set});
}

std::string ManifestName(const Selection& selection) {
  if (const auto& refresh = selection.refresh) {
    const auto [first, last] = std::pair(refresh->first_set, refresh->last_set);
    return first == last ? fmt::format("_tpch.refresh.{}.json", first)
                         : fmt::format("_tpch.refresh.{}..{}.json", first, last);
  }
  if (selection.parts.empty()) return "_tpch.json";
  const int64_t first = selection.parts.front();
  const int64_t last = selection.parts.back();
  const std::string parts =
      selection.parts.size() == 1 ? fmt::format("{}", first) : fmt::format("{}..{}", first, last);
  return fmt::format("_tpch.{}-of-{}.json", parts, *selection.num_parts);
}

bool IsPathBelow(std::string_view path) {
  for (const auto name : std::views::split(path, '/')) {
    const std::string_view text(name.begin(), name.end());
    if (text.empty() || text == "." || text == "..") return false;
  }
  return !path.empty() && path.find('\0') == std::string_view::npos;
}

Result<Manifest> ParseManifest(std::string_view text) {
  if (text.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos) {
    return Status::Invalid("it is empty");
  }
  try {
    StructureCheck check;
    Json::sax_parse(text, &check);
    return FromJson(Json::parse(text));
  } catch (const Damage& damage) {
    return Status::Invalid(damage.what());
  } catch (const Json::exception&) {
    return Status::Invalid("it is not JSON");
  }
}

Result<std::optional<Manifest>> ReadManifest(OutputDirectory* directory, const std::string& name) {
  TPCH_ASSIGN_OR_RETURN(const std::optional<std::string> text, directory->ReadText(name));
  if (!text) return std::optional<Manifest>();
  Result<Manifest> manifest = ParseManifest(*text);
  if (manifest.ok()) return std::optional<Manifest>(std::move(*manifest));
  return Status::Invalid(fmt::format("'{}' is not a manifest of this program: {}",
                                     directory->Name(name), manifest.status().message()),
                         "remove it");
}

std::optional<std::string> FindOption(const Manifest& manifest, std::string_view name) {
  const auto found = std::ranges::find(manifest.options, name, &DataOption::name);
  if (found == manifest.options.end()) return std::nullopt;
  return found->value;
}

bool AreOfRefreshSets(const DataOptions& options) {
  return std::ranges::find(options, kInsertSegments, &DataOption::name) != options.end();
}

std::optional<std::string> DescribeDifference(const DataOptions& theirs, const DataOptions& ours) {
  const bool are_both = AreOfRefreshSets(theirs) == AreOfRefreshSets(ours);
  for (const DataOption& option : ours) {
    if (!are_both && std::ranges::find(kSharedOptions, option.name) == std::end(kSharedOptions)) {
      continue;
    }
    const auto found = std::ranges::find(theirs, option.name, &DataOption::name);
    const std::string their_value = found == theirs.end() ? "none" : found->value;
    if (!IsValueOf(option, their_value)) {
      return fmt::format("{} {} there and {} here", option.name, their_value, option.value);
    }
  }
  if (are_both && theirs.size() != ours.size()) return "options that this program does not know";
  return std::nullopt;
}

std::string FormatManifest(const Manifest& manifest) { return ToJson(manifest).dump(2) + "\n"; }

}  // namespace tpch
