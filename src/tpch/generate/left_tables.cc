#include "tpch/generate/left_tables.h"

#include <algorithm>
#include <functional>

namespace tpch {

std::vector<TableToMake> TablesOf(const Plan& plan, const Format& format) {
  std::vector<TableToMake> tables;
  for (const Table table : kAllTables) {
    if (plan.Contains(table)) tables.push_back({table, 0});
  }
  for (const OutputFile& file : plan.files) {
    const auto found = std::ranges::find(tables, file.table, &TableToMake::table);
    found->size_bytes += format.EstimateSizeBytes(file.table, EstimateRows(file));
  }
  std::ranges::stable_sort(tables, std::ranges::greater(), &TableToMake::size_bytes);
  return tables;
}

std::vector<MadeFile> FindMadeFiles(const Plan& plan, const std::vector<GeneratedFile>& files) {
  std::vector<MadeFile> made;
  for (const auto& [table, part, num_parts, path, num_rows, size_bytes, xxh3, set] : files) {
    const auto is_same = [&](const OutputFile& file) {
      return file.table == table && file.part == part;
    };
    const auto planned = std::ranges::find_if(plan.files, is_same);
    if (planned != plan.files.end()) made.push_back({&*planned, {num_rows, size_bytes, xxh3}});
  }
  return made;
}

}  // namespace tpch
