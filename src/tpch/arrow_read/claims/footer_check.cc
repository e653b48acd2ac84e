#include "tpch/arrow_read/claims/footer_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "tpch/arrow_read/claims/schema_check.h"

namespace tpch::footer {
namespace {

constexpr int32_t kLastCodec = 7;  // LZ4_RAW
constexpr int32_t kDictionaryPage = 2;

// Adds with saturation, because sizes may have any value.
int64_t AddUpTo(int64_t sum, int64_t number) {
  int64_t out = 0;
  return __builtin_add_overflow(sum, number, &out) ? std::numeric_limits<int64_t>::max() : out;
}

class RowGroupChecker {
 public:
  RowGroupChecker(const File& file, size_t index, std::vector<std::string>* contradictions)
      : file_(file), group_(file.row_groups[index]), index_(index), out_(contradictions) {}

  void Check() {
    for (size_t i = 0; i < group_.columns.size(); ++i) {
      CheckChunk(group_.columns[i], file_.leaves[i]);
    }
    CheckSizes();
    CheckSortingColumns();
    // Some writers continue counting when row groups exceed the type's range.
    if (group_.ordinal && *group_.ordinal != static_cast<int16_t>(index_)) {
      Contradict(fmt::format("ordinal is {}", *group_.ordinal));
    }
  }

 private:
  void Contradict(std::string_view line) {
    out_->push_back(fmt::format("row group {}: {}", index_, line));
  }

  void Contradict(const Leaf& leaf, std::string_view line) {
    Contradict(fmt::format("{}: {}", leaf.Name(), line));
  }

  void CheckSizes() {
    int64_t uncompressed = 0;
    int64_t compressed = 0;
    for (const ColumnChunk& chunk : group_.columns) {
      uncompressed = AddUpTo(uncompressed, chunk.metadata.total_uncompressed_size);
      compressed = AddUpTo(compressed, chunk.metadata.total_compressed_size);
    }
    if (group_.total_byte_size != uncompressed) {
      Contradict(fmt::format("total_byte_size is {}, its columns' {}", group_.total_byte_size,
                             uncompressed));
    }
    if (group_.total_compressed_size && *group_.total_compressed_size != compressed) {
      Contradict(fmt::format("total_compressed_size is {}, its columns' {}",
                             *group_.total_compressed_size, compressed));
    }
    if (group_.columns.empty() || !group_.file_offset) return;
    const int64_t begin = BeginOf(group_.columns.front().metadata);
    if (*group_.file_offset != begin) {
      Contradict(fmt::format("file_offset is {}, its first page's {}", *group_.file_offset, begin));
    }
  }

  void CheckSortingColumns() {
    std::set<int32_t> seen;
    for (const SortingColumn& sorting : group_.sorting_columns) {
      if (sorting.column < 0 || std::cmp_greater_equal(sorting.column, group_.columns.size())) {
        Contradict(fmt::format("sorting_columns names column {} of {}", sorting.column,
                               group_.columns.size()));
      } else if (!seen.insert(sorting.column).second) {
        Contradict(fmt::format("sorting_columns names column {} twice", sorting.column));
      }
    }
  }

  void CheckChunk(const ColumnChunk& chunk, const Leaf& leaf) {
    const ColumnMetadata& metadata = chunk.metadata;
    if (!chunk.file_path.empty()) Contradict(leaf, "file_path says that it is in another file");
    if (metadata.type != leaf.element->type) {
      Contradict(leaf, fmt::format("type is {}, the schema's {}", metadata.type,
                                   leaf.element->type.value_or(-1)));
    }
    if (metadata.path_in_schema != leaf.path) {
      Contradict(leaf,
                 fmt::format("path_in_schema is '{}'", fmt::join(metadata.path_in_schema, ".")));
    }
    if (metadata.codec < 0 || metadata.codec > kLastCodec) {
      Contradict(leaf, fmt::format("codec {} is unknown", metadata.codec));
    }
    // A list has no value where it is null, and several where it has several elements.
    if (leaf.max_repetition_level == 0 ? metadata.num_values != group_.num_rows
                                       : metadata.num_values < group_.num_rows) {
      Contradict(leaf, fmt::format("num_values is {}, the row group's num_rows {}",
                                   metadata.num_values, group_.num_rows));
    }
    CheckPlaces(chunk, leaf);
    CheckEncodings(metadata, leaf);
    CheckStatistics(metadata, leaf);
  }

  void CheckPlaces(const ColumnChunk& chunk, const Leaf& leaf) {
    const ColumnMetadata& metadata = chunk.metadata;
    const int64_t begin = BeginOf(metadata);
    if (metadata.num_values == 0 && begin == 0 && metadata.total_compressed_size == 0) return;
    if (metadata.total_uncompressed_size < 0) {
      Contradict(leaf,
                 fmt::format("total_uncompressed_size is {}", metadata.total_uncompressed_size));
    }
    if (begin < 4 || metadata.total_compressed_size < 0 ||
        metadata.total_compressed_size > file_.begin ||
        begin > file_.begin - metadata.total_compressed_size) {
      return Contradict(leaf, fmt::format("its pages cannot be {} bytes at {}",
                                          metadata.total_compressed_size, begin));
    }
    const int64_t end = begin + metadata.total_compressed_size;
    if (metadata.data_page_offset > end) {
      Contradict(leaf, fmt::format("data_page_offset is {}, beyond its pages, which end at {}",
                                   metadata.data_page_offset, end));
    }
    if (metadata.num_values > 0 &&
        metadata.dictionary_page_offset.value_or(0) >= metadata.data_page_offset) {
      Contradict(leaf, fmt::format("dictionary_page_offset {} is not before data_page_offset {}",
                                   *metadata.dictionary_page_offset, metadata.data_page_offset));
    }
    // No writer writes index pages; some write 0.
    if (metadata.index_page_offset.value_or(0) != 0) {
      Contradict(leaf, fmt::format("index_page_offset is {}", *metadata.index_page_offset));
    }
    // Valid offsets are those of a second copy of the metadata and of the first page. Some writers
    // add the size of all pages to the offset of the first data page.
    const int64_t place_of_some =
        AddUpTo(metadata.data_page_offset, metadata.total_compressed_size);
    const bool is_place = chunk.file_offset == 0 || chunk.file_offset == begin ||
                          chunk.file_offset == metadata.data_page_offset ||
                          chunk.file_offset == place_of_some ||
                          (chunk.file_offset >= end && chunk.file_offset <= file_.begin);
    if (!is_place) {
      Contradict(leaf, fmt::format("file_offset is {}, within its pages or beyond the file",
                                   chunk.file_offset));
    }
  }

  void CheckEncodings(const ColumnMetadata& metadata, const Leaf& leaf) {
    for (const EncodingStats& stats : metadata.encoding_stats) {
      if (stats.count < 0) Contradict(leaf, "encoding_stats has a negative count");
      // Writers differ in whether they include the dictionary page's encoding.
      if (stats.page_type == kDictionaryPage) continue;
      if (std::ranges::find(metadata.encodings, stats.encoding) == metadata.encodings.end()) {
        Contradict(leaf, fmt::format("encoding {} is in encoding_stats and not in encodings",
                                     stats.encoding));
      }
    }
  }

  // Checks that need no values.
  void CheckStatistics(const ColumnMetadata& metadata, const Leaf& leaf) {
    if (!metadata.statistics) return;
    const Statistics& statistics = *metadata.statistics;
    const auto differ = [](const auto& a, const auto& b) { return a && b && *a != *b; };
    if (differ(statistics.min, statistics.min_value)) Contradict(leaf, "min contradicts min_value");
    if (differ(statistics.max, statistics.max_value)) Contradict(leaf, "max contradicts max_value");
    CheckCount(leaf, "null_count", statistics.null_count, metadata.num_values);
    CheckCount(leaf, "distinct_count", statistics.distinct_count, metadata.num_values);
    CheckCount(leaf, "nan_count", statistics.nan_count, metadata.num_values);
  }

  void CheckCount(const Leaf& leaf, std::string_view name, std::optional<int64_t> count,
                  int64_t num_values) {
    if (count && (*count < 0 || *count > num_values)) {
      Contradict(leaf, fmt::format("{} is {}, num_values {}", name, *count, num_values));
    }
  }

  const File& file_;
  const RowGroup& group_;
  const size_t index_;
  std::vector<std::string>* out_;
};

void CheckFile(const File& file, std::vector<std::string>* out) {
  if (file.version != 1 && file.version != 2) {
    out->push_back(fmt::format("version is {}, neither 1 nor 2", file.version));
  }
  int64_t num_rows = 0;
  for (const RowGroup& group : file.row_groups) num_rows += group.num_rows;
  if (file.num_rows != num_rows) {
    out->push_back(
        fmt::format("num_rows of the file is {}, of its row groups {}", file.num_rows, num_rows));
  }
  std::set<std::string_view> keys;
  for (const KeyValue& key_value : file.key_values) {
    if (!keys.insert(key_value.key).second) {
      out->push_back(fmt::format("key_value_metadata has '{}' twice", key_value.key));
    }
  }
}

// Checks that the pages of different chunks do not overlap.
void CheckOverlaps(const File& file, std::vector<std::string>* out) {
  std::vector<std::pair<int64_t, int64_t>> places;
  for (const RowGroup& group : file.row_groups) {
    for (const ColumnChunk& chunk : group.columns) {
      const int64_t begin = BeginOf(chunk.metadata);
      places.emplace_back(begin, AddUpTo(begin, chunk.metadata.total_compressed_size));
    }
  }
  std::ranges::sort(places);
  for (size_t i = 1; i < places.size(); ++i) {
    if (places[i].first < places[i - 1].second) {
      return out->push_back(
          fmt::format("two columns have pages at byte {} of the file", places[i].first));
    }
  }
}

}  // namespace

std::vector<std::string> FindContradictions(const File& file) {
  std::vector<std::string> out;
  CheckFile(file, &out);
  CheckSchema(file, &out);
  for (size_t i = 0; i < file.row_groups.size() && out.size() < kMaxContradictions; ++i) {
    RowGroupChecker(file, i, &out).Check();
  }
  CheckOverlaps(file, &out);
  if (out.size() > kMaxContradictions) out.resize(kMaxContradictions);
  return out;
}

}  // namespace tpch::footer
