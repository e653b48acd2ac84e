#include "apps/option_choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>

#include "apps/completion.h"
#include "apps/parallel_options.h"
#include "tpch/compression.h"
#include "tpch/generate.h"
#include "tpch/parquet_options.h"
#include "tpch/queries/dialect.h"
#include "tpch/query_engine.h"
#include "tpch/schema/table.h"

namespace tpch {
namespace {

template <typename Entry, size_t kNumEntries>
std::vector<std::string_view> NamesOf(const Entry (&table)[kNumEntries]) {
  std::vector<std::string_view> names;
  for (const Entry& entry : table) names.push_back(entry.name);
  return names;
}

std::vector<std::string_view> NamesOfTables(std::span<const Table> tables) {
  std::vector<std::string_view> names = {"all"};
  for (const Table table : tables) names.push_back(NameOf(table));
  return names;
}

std::vector<std::string_view> NamesOfColumns() {
  std::vector<std::string_view> names;
  for (const Table table : kAllTables) {
    for (const ColumnDescriptor& column : Describe(table).columns) names.push_back(column.name);
  }
  return names;
}

struct NamedChoices {
  std::string_view name;  // after that of a command that has choices of its own
  OptionChoices choices;
};

const std::vector<NamedChoices>& AllChoices() {
  using enum ChoiceKind;
  static const std::vector<NamedChoices> kChoices = {
      {"refresh tables", {kList, NamesOfTables(kRefreshTables)}},
      {"tables", {kList, NamesOfTables(kAllTables)}},
      {"table", {kWord, NamesOfTables(kAllTables)}},
      {"format", {kWord, NamesOf(kFileFormats)}},
      {"compression", {kWord, NamesOf(kCodecs)}},
      {"data-page-version", {kWord, {"1", "2"}}},
      {"parquet-profile", {kWord, NamesOf(kParquetProfiles)}},
      {"column-encoding", {kAssigned, NamesOfColumns()}},
      {"column-compression", {kAssigned, NamesOfColumns()}},
      {"bloom-filter", {kList, NamesOfColumns()}},
      {"digest", {kWord, NamesOf(kDigestKinds)}},
      {"io", {kWord, NamesOf(kIoModes)}},
      {"direct", {kWord, NamesOf(kDirectModes)}},
      {"parallel", {kWord, NamesOf(kParallelWays)}},
      {"dialect", {kWord, NamesOf(kDialects)}},
      {"engine", {kWord, NamesOf(kQueryEngines)}},
      {"output-dir", {kDirectory}},
      {"temp-dir", {kDirectory}},
      {"load", {kDirectory}},
      {"json", {kFile}},
      {"paths", {kFile}},
      {"file", {kFile}},
      {"shell", {kWord, NamesOf(kShells)}},
  };
  return kChoices;
}

}  // namespace

OptionChoices ChoicesOf(std::string_view command, std::string_view name) {
  for (const std::string& wanted : {fmt::format("{} {}", command, name), std::string(name)}) {
    const auto found = std::ranges::find(AllChoices(), wanted, &NamedChoices::name);
    if (found != AllChoices().end()) return found->choices;
  }
  return {};
}

}  // namespace tpch
