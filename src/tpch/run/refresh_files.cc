#include "tpch/run/refresh_files.h"

#include <algorithm>
#include <string>

#include "tpch/run/data_file_name.h"

namespace tpch {

std::vector<std::vector<OutputFile>> FilesOfSet(const Selection& selection, const RefreshSets& sets,
                                                int64_t set, std::string_view extension) {
  std::vector<std::vector<OutputFile>> groups;
  for (const Table table : selection.tables) {
    const std::optional<int64_t>& num_segments = selection.refresh->SegmentsOf(table);
    const std::vector<RowRange> segments = sets.CutSet(table, set, num_segments.value_or(1));
    groups.resize(std::max(groups.size(), segments.size()));
    for (size_t i = 0; i < segments.size(); ++i) {
      const auto part = static_cast<int64_t>(i) + 1;
      const DataFileName name{table, num_segments ? std::optional(part) : std::nullopt,
                              std::string(extension), set};
      groups[i].push_back({table, part, std::ssize(segments), FormatDataFileName(name), segments[i],
                           kAllRows, set});
    }
  }
  return groups;
}

int64_t CountFiles(const Selection& selection, const RefreshSelection& refresh) {
  int64_t num_files = 0;
  for (const Table table : selection.tables) num_files += refresh.SegmentsOf(table).value_or(1);
  return num_files * refresh.num_sets();
}

}  // namespace tpch
