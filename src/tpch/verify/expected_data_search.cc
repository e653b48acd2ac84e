#include "tpch/verify/expected_data_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "tpch/base/format_message.h"
#include "tpch/read/text_values.h"
#include "tpch/tables/refresh_sets.h"
#include "tpch/verify/row_evidence.h"
#include "tpch/verify/scale_factor_search.h"

namespace tpch {
namespace {

// The largest number of parts to verify together: each is a range of rows in memory.
constexpr int64_t kMaxPartsTogether = 1'000'000;

std::optional<ScaleFactor> ScaleFactorOf(const std::vector<Manifest>& manifests) {
  for (const Manifest& manifest : manifests) {
    const auto text = FindOption(manifest, "scale-factor");
    if (!text) continue;
    const auto scale_factor = ScaleFactor::Parse(*text);
    if (scale_factor.ok()) return *scale_factor;
  }
  return std::nullopt;
}

// Works the scale factor out from the number of orders.
Result<ScaleFactor> FindScaleFactorOfSet(const std::vector<FoundFile>& files,
                                         const std::atomic<bool>& stop) {
  TPCH_ASSIGN_OR_RETURN(const FilesOfTables tables, OpenTables(files, stop));
  for (const Table table : {Table::kDelete, Table::kOrders}) {
    const TableFiles& of_table = tables[static_cast<size_t>(table)];
    if (of_table.inputs.empty() || !of_table.error.ok()) continue;
    TPCH_ASSIGN_OR_RETURN(const int64_t num_rows, CountRows(of_table, table, stop));
    if (const auto scale_factor = ScaleFactorOfSets(num_rows)) return *scale_factor;
    return Status::Invalid(
        fmt::format("'{}' has {} rows, which does not match a likely scale factor",
                    of_table.paths.front(), num_rows),
        FormatMessage("use {}", Field::kScaleFactor));
  }
  return Status::Invalid(
      fmt::format("'{}' does not say which scale factor its refresh set is of", files.front().name),
      FormatMessage("use {}", Field::kScaleFactor));
}

Result<ScaleFactor> FindScaleFactorOf(const VerifyOptions& options,
                                      const std::vector<Manifest>& manifests,
                                      const FilesOfTables& tables,
                                      const std::vector<FoundFile>& set_files,
                                      const std::atomic<bool>& stop) {
  if (options.scale_factor) return *options.scale_factor;
  if (const auto recorded = ScaleFactorOf(manifests)) return *recorded;
  TPCH_ASSIGN_OR_RETURN(const auto evidence, GatherEvidence(tables, stop));
  if (evidence.empty() && !set_files.empty()) return FindScaleFactorOfSet(set_files, stop);
  return FindScaleFactor(evidence);
}

// Adds the parts of the files that manifests list, and sets the total number of parts.
Status AddPartsOf(const std::vector<Manifest>& manifests, std::set<int64_t>* parts,
                  int64_t* num_parts) {
  for (const Manifest& manifest : manifests) {
    for (const auto& [path, file] : manifest.files) {
      if (file.num_parts == 1) continue;
      if (*num_parts != 1 && *num_parts != file.num_parts) {
        return Status::Invalid(
            fmt::format("the manifests list files of {} and of {} parts", *num_parts,
                        file.num_parts),
            FormatMessage("verify their directories one by one, or say with {} which is right",
                          Field::kNumParts));
      }
      *num_parts = file.num_parts;
      parts->insert(file.part);
    }
  }
  return Status::OK();
}

Status SetParts(const VerifyOptions& options, const std::vector<Manifest>& manifests,
                ExpectedData* data) {
  std::set<int64_t> parts(options.parts.begin(), options.parts.end());
  if (options.num_parts) {
    data->num_parts = *options.num_parts;
  } else {
    TPCH_RETURN_NOT_OK(AddPartsOf(manifests, &parts, &data->num_parts));
  }
  if (parts.empty() && data->num_parts > kMaxPartsTogether) {
    return Status::Invalid(Field::kNumParts,
                           fmt::format("{} is more than the {} parts that can be verified together",
                                       data->num_parts, kMaxPartsTogether),
                           FormatMessage("use {} to name some of them", Field::kParts));
  }
  data->parts.assign(parts.begin(), parts.end());
  if (!data->parts.empty()) return Status::OK();
  for (int64_t part = 1; part <= data->num_parts; ++part) data->parts.push_back(part);
  return Status::OK();
}

Status CheckHaveRows(const SetRange& sets, const ScaleFactor& scale_factor) {
  if (RefreshSets(scale_factor).orders_per_set() > 0) return Status::OK();
  return Status::Invalid(
      Field::kAfterSets,
      fmt::format("at scale factor {} set {} has no rows", scale_factor.ToString(), sets.first),
      "leave it out");
}

// Files of several runs may form a table: it has as many rows as the largest run made.
void SetMaxRows(const std::vector<Manifest>& manifests, ExpectedData* data, VerifyReport* report) {
  if (manifests.empty() || data->num_parts > 1) return;
  data->max_rows = 0;
  for (const Manifest& manifest : manifests) {
    const std::string text = FindOption(manifest, "max-rows").value_or("none");
    data->max_rows = std::max(data->max_rows, ParseDecimalText(text, 0).value_or(kAllRows));
  }
  if (data->max_rows == kAllRows) return;
  report->notices.push_back(
      FormatMessage("compared with the first {} rows of each table: {} says {}", data->max_rows,
                    report->manifests.front().path, Field::kMaxRows));
}

}  // namespace

Result<ExpectedData> FindExpectedData(const VerifyOptions& options,
                                      const std::vector<Manifest>& manifests,
                                      const FilesOfTables& tables,
                                      const std::vector<FoundFile>& set_files,
                                      const std::atomic<bool>& stop, VerifyReport* report) {
  ExpectedData data;
  TPCH_ASSIGN_OR_RETURN(data.scale_factor,
                        FindScaleFactorOf(options, manifests, tables, set_files, stop));
  report->scale_factor = data.scale_factor;
  if (options.after_sets) {
    TPCH_RETURN_NOT_OK(CheckHaveRows(*options.after_sets, data.scale_factor));
    data.after_sets = options.after_sets;
    return data;
  }
  std::vector<Manifest> of_database = manifests;
  std::erase_if(of_database,
                [](const Manifest& manifest) { return AreOfRefreshSets(manifest.options); });
  TPCH_RETURN_NOT_OK(SetParts(options, of_database, &data));
  SetMaxRows(of_database, &data, report);
  return data;
}

}  // namespace tpch
