#include "tpch/encode/text_rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "tpch/base/digits.h"
#include "tpch/base/fetch.h"
#include "tpch/encode/field_groups.h"
#include "tpch/schema/calendar.h"

namespace tpch {
namespace {

// The properties of a column that determine the code to write it.
struct ColumnKind {
  Storage storage;
  bool quoted;
  int32_t max_size_bytes;
};

constexpr ColumnKind KindOf(const ColumnDescriptor& column, bool quote) {
  return {column.storage, quote && column.quoted(), column.max_size_bytes};
}

constexpr int64_t kCacheLineSizeBytes = 64;

// The location of a column's values; a local copy, so that stores of characters cannot alias it.
struct ColumnView {
  explicit ColumnView(const Column& column)
      : values(column.values<char>()),
        text_base(column.text_base()),
        dictionary(column.dictionary() == nullptr ? nullptr : column.dictionary()->data()) {}

  template <typename T>
  T value(int64_t row) const {
    return reinterpret_cast<const T*>(values)[row];
  }

  // Returns a value of any storage except text as a number.
  template <Storage kStorage>
  int64_t number(int64_t row) const {
    if constexpr (kStorage == Storage::kCode) return value<uint8_t>(row);
    if constexpr (kStorage == Storage::kInt64 || kStorage == Storage::kCents) {
      return value<int64_t>(row);
    }
    return value<int32_t>(row);
  }

  const char* values;
  const char* text_base;
  const DictionaryValue* dictionary;
};

constexpr int64_t RoundUp(int64_t value, int64_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

// Bytes copied without a size check; most texts of the column are not longer.
template <int64_t kMaxSizeBytes>
constexpr int64_t kAlwaysCopied = std::min<int64_t>(RoundUp(kMaxSizeBytes, 16), kTextSlack);

// Copies a text of at most kMaxSizeBytes in whole vectors, reading and writing past its end.
template <int64_t kMaxSizeBytes>
char* CopyText(const char* text, int64_t size_bytes, char* out) {
  std::memcpy(out, text, kAlwaysCopied<kMaxSizeBytes>);
  if constexpr (kMaxSizeBytes > kAlwaysCopied<kMaxSizeBytes>) {
    for (int64_t copied = kAlwaysCopied<kMaxSizeBytes>; copied < size_bytes; copied += 32) {
      std::memcpy(out + copied, text + copied, 32);
    }
  }
  return out + size_bytes;
}

template <ColumnKind kKind>
char* WriteValue(const ColumnView& column, int64_t row, char* out) {
  if constexpr (kKind.storage == Storage::kInt32 || kKind.storage == Storage::kQuantity) {
    return WriteInteger(out, column.value<int32_t>(row));
  } else if constexpr (kKind.storage == Storage::kInt64) {
    return WriteInteger(out, column.value<int64_t>(row));
  } else if constexpr (kKind.storage == Storage::kCents) {
    return WriteMoney(out, column.value<int64_t>(row));
  } else if constexpr (kKind.storage == Storage::kDay) {
    const auto& text = kDateText[static_cast<size_t>(column.value<int32_t>(row) - kFirstDay)];
    std::memcpy(out, text.data(), text.size());
    return out + kDateTextSize;
  } else if constexpr (kKind.storage == Storage::kCode) {
    const DictionaryValue& value = column.dictionary[column.value<uint8_t>(row)];
    std::memcpy(out, &value, sizeof value);
    return out + value.size_bytes;
  } else {
    const auto slice = column.value<TextSlice>(row);
    return CopyText<kKind.max_size_bytes>(column.text_base + slice.offset, slice.size_bytes, out);
  }
}

// Writes one field and the delimiter after it.
template <ColumnKind kKind>
char* WriteField(const ColumnView& column, int64_t row, char delimiter, char* out) {
  if constexpr (kKind.quoted) *out++ = '"';
  out = WriteValue<kKind>(column, row, out);
  if constexpr (kKind.quoted) *out++ = '"';
  *out = delimiter;
  return out + 1;
}

// Fetches the cache lines that CopyText will read. Comments are scattered over the text pool, and
// cache misses would be the largest cost of a row.
template <ColumnKind kKind>
void FetchText(const ColumnView& column, int64_t row) {
  if constexpr (kKind.storage == Storage::kText) {
    const auto slice = column.value<TextSlice>(row);
    const char* text = column.text_base + slice.offset;
    Fetch(text);
    Fetch(text + kAlwaysCopied<kKind.max_size_bytes> - 1);
    if constexpr (kKind.max_size_bytes > kAlwaysCopied<kKind.max_size_bytes>) {
      for (int64_t at = 2 * kCacheLineSizeBytes; at < slice.size_bytes; at += kCacheLineSizeBytes) {
        Fetch(text + at);
      }
      Fetch(text + slice.size_bytes);
    }
  }
}

// Returns an upper bound of a row's bytes, including bytes copied past its end.
template <size_t kNumColumns>
constexpr int64_t MaxRowSizeBytes(const std::array<ColumnDescriptor, kNumColumns>& columns) {
  int64_t size_bytes = kTextSlack;
  for (const ColumnDescriptor& column : columns) {
    size_bytes += 3;  // quotes and delimiter
    size_bytes += column.storage == Storage::kText   ? int64_t{column.max_size_bytes}
                  : column.storage == Storage::kCode ? int64_t{sizeof(DictionaryValue)}
                                                     : int64_t{kMaxNumberTextSize};
  }
  return size_bytes;
}

// Size of a piece's cell, which is copied as a whole: its text, and its size in the last byte.
constexpr int64_t CellSizeBytes(const FieldGroup& group) {
  return group.max_piece_size_bytes < 16 ? 16 : kMaxPieceSizeBytes + 1;
}

template <const auto& kColumns, bool kQuote>
class RowWriter {
 public:
  static constexpr FieldGroups kGroups = GroupFields(kColumns);
  using GroupIndexes = std::make_index_sequence<kGroups.num_groups>;

  RowWriter(const ColumnBatch& batch, const TextStyle& style)
      : RowWriter(batch, style, std::make_index_sequence<kColumns.size()>()) {}

  // Returns the pieces of all groups; empty for groups without pieces.
  std::vector<std::vector<char>> MakePieces() const {
    std::vector<std::vector<char>> pieces;
    [&]<size_t... kIndexes>(std::index_sequence<kIndexes...>) {
      (pieces.push_back(MakeGroupPieces<kGroups.groups[kIndexes]>()), ...);
    }(GroupIndexes());
    return pieces;
  }

  void WriteRows(const std::vector<std::vector<char>>& pieces, int64_t num_rows,
                 bool trailing_delimiter, ByteBuffer* buffer) const {
    std::array<const char*, kGroups.num_groups> cells;
    for (size_t i = 0; i < cells.size(); ++i) cells[i] = pieces[i].data();
    const std::array<ColumnView, kColumns.size()> views = views_;
    const char delimiter = delimiter_;
    const int delimiters_to_drop = trailing_delimiter ? 0 : 1;
    char* out = buffer->Reserve(static_cast<size_t>(num_rows * MaxRowSizeBytes(kColumns)));
    FetchTexts(num_rows);
    for (int64_t row = 0; row < num_rows; ++row) {
      [&]<size_t... kIndexes>(std::index_sequence<kIndexes...>) {
        ((out = WriteGroup<kGroups.groups[kIndexes]>(views, cells[kIndexes], row, delimiter, out)),
         ...);
      }(GroupIndexes());
      out -= delimiters_to_drop;
      *out++ = '\n';
    }
    buffer->SetEnd(out);
  }

 private:
  using Views = std::array<ColumnView, kColumns.size()>;

  template <size_t... kIndexes>
  RowWriter(const ColumnBatch& batch, const TextStyle& style, std::index_sequence<kIndexes...>)
      : views_{ColumnView(batch.column(kIndexes))...}, delimiter_(style.delimiter) {}

  template <size_t kColumn>
  static char* WriteColumn(const ColumnView& view, int64_t row, char delimiter, char* out) {
    return WriteField<KindOf(kColumns[kColumn], kQuote)>(view, row, delimiter, out);
  }

  // In a separate loop the cache and TLB misses of many rows overlap; other work on a row would
  // delay them. A batch's text fits in the L2 cache.
  void FetchTexts(int64_t num_rows) const {
    for (int64_t row = 0; row < num_rows; ++row) {
      [&]<size_t... kIndexes>(std::index_sequence<kIndexes...>) {
        (FetchText<KindOf(kColumns[kIndexes], kQuote)>(views_[kIndexes], row), ...);
      }(std::make_index_sequence<kColumns.size()>());
    }
  }

  // Returns the index of the piece for a row's fields in a group.
  template <FieldGroup kGroup>
  static int64_t PieceIndex(const Views& views, int64_t row) {
    int64_t index = 0;
    [&]<size_t... kIndexes>(std::index_sequence<kIndexes...>) {
      ((index = index * kColumns[kGroup.first_column + kIndexes].values.size() +
                views[kGroup.first_column + kIndexes]
                    .template number<kColumns[kGroup.first_column + kIndexes].storage>(row) -
                kColumns[kGroup.first_column + kIndexes].values.low),
       ...);
    }(std::make_index_sequence<kGroup.num_columns>());
    return index;
  }

  template <FieldGroup kGroup>
  static char* WriteGroup(const Views& views, const char* cells, int64_t row, char delimiter,
                          char* out) {
    if constexpr (kGroup.num_pieces == 0) {
      return WriteColumn<kGroup.first_column>(views[kGroup.first_column], row, delimiter, out);
    } else {
      constexpr int64_t kCellSize = CellSizeBytes(kGroup);
      const char* cell = cells + PieceIndex<kGroup>(views, row) * kCellSize;
      std::memcpy(out, cell, kCellSize);
      return out + cell[kCellSize - 1];
    }
  }

  // Writes every combination of the values of a group's columns; the last column varies fastest.
  template <FieldGroup kGroup>
  std::vector<char> MakeGroupPieces() const {
    constexpr int64_t kCellSize = CellSizeBytes(kGroup);
    std::vector<char> cells(static_cast<size_t>(kGroup.num_pieces * kCellSize + kTextSlack));
    for (int64_t index = 0; index < kGroup.num_pieces; ++index) {
      char* const cell = cells.data() + index * kCellSize;
      char* out = cell;
      int64_t num_pieces = kGroup.num_pieces;
      [&]<size_t... kIndexes>(std::index_sequence<kIndexes...>) {
        ((num_pieces /= kColumns[kGroup.first_column + kIndexes].values.size(),
          out = WriteNthValue<kGroup.first_column + kIndexes>(index / num_pieces, out)),
         ...);
      }(std::make_index_sequence<kGroup.num_columns>());
      // Digits may be copied past the end, into cells that are written later.
      cell[kCellSize - 1] = static_cast<char>(out - cell);
    }
    return cells;
  }

  // Writes the field for value `number` of a column, modulo the number of its values.
  template <size_t kColumn>
  char* WriteNthValue(int64_t number, char* out) const {
    constexpr ValueRange kValues = kColumns[kColumn].values;
    // Little-endian: the low bytes are the value in each narrower type.
    const int64_t value = kValues.low + number % kValues.size();
    ColumnView view = views_[kColumn];
    view.values = reinterpret_cast<const char*>(&value);
    return WriteColumn<kColumn>(view, 0, delimiter_, out);
  }

  Views views_;
  char delimiter_;
};

}  // namespace

template <const auto& kColumns>
void TextRowWriter::WriteTable(const ColumnBatch& batch, ByteBuffer* out) {
  const auto write = [&](const auto& row_writer) {
    if (pieces_.empty()) pieces_ = row_writer.MakePieces();
    row_writer.WriteRows(pieces_, batch.num_rows(), style_.trailing_delimiter, out);
  };
  if (style_.quote) {
    write(RowWriter<kColumns, true>(batch, style_));
  } else {
    write(RowWriter<kColumns, false>(batch, style_));
  }
}

void TextRowWriter::Write(const ColumnBatch& batch, ByteBuffer* out) {
  VisitColumns(batch.table(), [&]<const auto & kColumns> { WriteTable<kColumns>(batch, out); });
}

}  // namespace tpch
