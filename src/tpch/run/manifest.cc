#include "tpch/run/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace tpch {
namespace {

using Json = nlohmann::ordered_json;

/// A run may spend this part of its time on its manifest, and a little more at its begin.
constexpr int kMaxShare = 50;
constexpr std::chrono::milliseconds kFreeTime(20);

/// Returns null where there is no digest.
Json DigestToJson(std::optional<uint64_t> digest) {
  return digest ? Json(fmt::format("{:016x}", *digest)) : Json();
}

/// A digest that cannot be read is none: it proves nothing.
std::optional<uint64_t> DigestFromJson(const Json& json) {
  if (json.is_null()) return std::nullopt;
  const auto digits = json.get<std::string>();
  const char* const end = digits.data() + digits.size();
  uint64_t digest = 0;
  if (std::from_chars(digits.data(), end, digest, 16).ptr != end) return std::nullopt;
  return digest;
}

Json ToJson(const Manifest& manifest) {
  Json json;
  for (const auto& [name, value] : manifest.options) json["options"][name] = value;
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
  }
  return json;
}

/// Throws what the JSON library throws when something is missing or of another type.
Manifest FromJson(const Json& json) {
  Manifest manifest;
  for (const auto& [name, value] : json.at("options").items()) {
    manifest.options.emplace_back(name, value.get<std::string>());
  }
  manifest.tables = json.at("tables").get<std::set<std::string>>();
  manifest.complete = json.at("complete").get<bool>();
  for (const Json& entry : json.at("files")) {
    ManifestFile file{entry.at("table").get<std::string>(),
                      entry.at("part").get<int64_t>(),
                      entry.at("num_parts").get<int64_t>(),
                      {}};
    file.totals.num_rows = entry.at("num_rows").get<int64_t>();
    file.totals.size_bytes = entry.at("size_bytes").get<int64_t>();
    file.totals.xxh3 = DigestFromJson(entry.at("xxh3"));
    manifest.files.emplace(entry.at("path").get<std::string>(), std::move(file));
  }
  return manifest;
}

}  // namespace

std::string ManifestName(const Selection& selection) {
  if (selection.parts.empty()) return "_tpch.json";
  const int64_t first = selection.parts.front();
  const int64_t last = selection.parts.back();
  const std::string parts =
      selection.parts.size() == 1 ? fmt::format("{}", first) : fmt::format("{}..{}", first, last);
  return fmt::format("_tpch.{}-of-{}.json", parts, *selection.num_parts);
}

Result<std::optional<Manifest>> ReadManifest(OutputDirectory* directory, const std::string& name) {
  TPCH_ASSIGN_OR_RETURN(const std::optional<std::string> text, directory->ReadText(name));
  if (!text) return std::optional<Manifest>();
  try {
    return std::optional<Manifest>(FromJson(Json::parse(*text)));
  } catch (const Json::exception&) {
    return Status::Invalid(
        fmt::format("'{}' is not a manifest of this program; remove it", directory->Name(name)));
  }
}

std::optional<std::string> DescribeDifference(const DataOptions& theirs, const DataOptions& ours) {
  const std::map<std::string, std::string> there(theirs.begin(), theirs.end());
  for (const auto& [name, value] : ours) {
    const auto found = there.find(name);
    const std::string their_value = found == there.end() ? "none" : found->second;
    if (their_value != value) {
      return fmt::format("{} {} there and {} here", name, their_value, value);
    }
  }
  if (theirs.size() != ours.size()) return "options that this program does not know";
  return std::nullopt;
}

Status ManifestWriter::Begin() {
  const std::lock_guard lock(mutex_);
  const auto others_wait = directory_->Lock();
  const Result<Manifest> merged = MergeWithOthers();
  return Write(merged.ok() ? *merged : manifest_);
}

Status ManifestWriter::Add(const OutputFile& file, const FileTotals& totals) {
  const std::lock_guard lock(mutex_);
  manifest_.files.insert_or_assign(
      file.relative_path,
      ManifestFile{std::string(Describe(file.table).name), file.part, file.num_parts, totals});
  const auto start = std::chrono::steady_clock::now();
  if (writing_ > (start - start_) / kMaxShare + kFreeTime) return Status::OK();
  const auto others_wait = directory_->Lock();
  TPCH_ASSIGN_OR_RETURN(const Manifest merged, MergeWithOthers());
  TPCH_RETURN_NOT_OK(Write(merged));
  writing_ += std::chrono::steady_clock::now() - start;
  return Status::OK();
}

Status ManifestWriter::End() {
  const std::lock_guard lock(mutex_);
  const auto others_wait = directory_->Lock();
  TPCH_ASSIGN_OR_RETURN(const Manifest merged, MergeWithOthers());
  if (!merged.files.empty()) return Write(merged);
  return directory_->Remove(name_);
}

Result<Manifest> ManifestWriter::MergeWithOthers() const {
  Manifest merged = manifest_;
  TPCH_ASSIGN_OR_RETURN(std::optional<Manifest> others, ReadManifest(directory_, name_));
  if (others) {
    if (const auto difference = DescribeDifference(others->options, manifest_.options)) {
      return Status::IoError(
          fmt::format("'{}' tells of other data now: {}; another run has begun in this directory",
                      directory_->Name(name_), *difference));
    }
    std::erase_if(others->files, [this](const auto& file) { return paths_.contains(file.first); });
    merged.tables.merge(others->tables);
    merged.files.merge(others->files);
  }
  merged.complete = IsComplete(merged);
  return merged;
}

bool ManifestWriter::IsComplete(const Manifest& manifest) const {
  std::map<std::string_view, int64_t> num_missing;
  for (const auto& [path, file] : manifest.files) {
    // Tables that are never cut come with the first part.
    const bool all_parts = num_selected_parts_ == 0 || file.num_parts == 1;
    const int64_t num_files = all_parts ? file.num_parts : num_selected_parts_;
    --num_missing.try_emplace(file.table, num_files).first->second;
  }
  return std::ranges::all_of(manifest.tables, [&](const std::string& table) {
    const auto found = num_missing.find(table);
    return found != num_missing.end() && found->second == 0;
  });
}

Status ManifestWriter::Write(const Manifest& manifest) const {
  return directory_->ReplaceText(name_, ToJson(manifest).dump(2) + "\n");
}

}  // namespace tpch
