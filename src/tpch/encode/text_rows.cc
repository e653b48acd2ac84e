#include "tpch/encode/text_rows.h"

#include <algorithm>
#include <utility>

#include "tpch/base/calendar.h"
#include "tpch/base/digits.h"

namespace tpch {
namespace {

/// What the compiler must know of a column to write it.
struct ColumnKind {
  Storage storage;
  bool quoted;
  int32_t max_size_bytes;
};

constexpr ColumnKind KindOf(const ColumnDescriptor& column, bool quote) {
  return {column.storage, quote && column.quoted, column.max_size_bytes};
}

constexpr int64_t kCacheLineSizeBytes = 64;

/// Where a column's values are; a local copy that stores of characters cannot change.
struct ColumnView {
  explicit ColumnView(const Column& column)
      : values(column.values<char>()),
        text_base(column.text_base()),
        dictionary(column.dictionary() == nullptr ? nullptr : column.dictionary()->data()) {}

  template <typename T>
  T value(int64_t row) const {
    return reinterpret_cast<const T*>(values)[row];
  }

  const char* values;
  const char* text_base;
  const DictionaryValue* dictionary;
};

constexpr int64_t RoundUp(int64_t value, int64_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

/// What most texts of a column have is copied without asking for the size.
template <int64_t kMaxSizeBytes>
constexpr int64_t kAlwaysCopied = std::min<int64_t>(RoundUp(kMaxSizeBytes, 16), kTextSlack);

/// Copies a text of at most kMaxSizeBytes in whole vectors, beyond its end at both sides.
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

/// Writes one field with the delimiter behind it.
template <ColumnKind kKind>
char* WriteField(const ColumnView& column, int64_t row, char delimiter, char* out) {
  if constexpr (kKind.quoted) *out++ = '"';
  out = WriteValue<kKind>(column, row, out);
  if constexpr (kKind.quoted) *out++ = '"';
  *out = delimiter;
  return out + 1;
}

/// Fetches the cache lines that CopyText will read. Comments lie anywhere in the text pool, and
/// waiting for them would be the largest cost of a row.
template <ColumnKind kKind>
void PrefetchText(const ColumnView& column, int64_t row) {
  if constexpr (kKind.storage == Storage::kText) {
    const auto slice = column.value<TextSlice>(row);
    const char* text = column.text_base + slice.offset;
    __builtin_prefetch(text);
    __builtin_prefetch(text + kAlwaysCopied<kKind.max_size_bytes> - 1);
    if constexpr (kKind.max_size_bytes > kAlwaysCopied<kKind.max_size_bytes>) {
      for (int64_t at = 2 * kCacheLineSizeBytes; at < slice.size_bytes; at += kCacheLineSizeBytes) {
        __builtin_prefetch(text + at);
      }
      __builtin_prefetch(text + slice.size_bytes);
    }
  }
}

/// Returns a bound of a row's bytes, over-copies included.
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

template <const auto& kColumns, bool kQuote, size_t... kIndexes>
void WriteRows(const ColumnBatch& batch, const TextStyle& style, ByteBuffer* buffer,
               std::index_sequence<kIndexes...>) {
  constexpr int64_t kMaxRowSizeBytes = MaxRowSizeBytes(kColumns);
  const ColumnView views[] = {ColumnView(batch.column(kIndexes))...};
  const int64_t num_rows = batch.num_rows();
  const char delimiter = style.delimiter;
  const int delimiters_to_drop = style.trailing_delimiter ? 0 : 1;
  char* out = buffer->Reserve(static_cast<size_t>(num_rows * kMaxRowSizeBytes));
  // In a loop of its own the misses of many rows overlap, address translation included, which a
  // row's other work would hold up. A batch's text fits into the L2 cache.
  for (int64_t row = 0; row < num_rows; ++row) {
    (PrefetchText<KindOf(kColumns[kIndexes], kQuote)>(views[kIndexes], row), ...);
  }
  for (int64_t row = 0; row < num_rows; ++row) {
    ((out = WriteField<KindOf(kColumns[kIndexes], kQuote)>(views[kIndexes], row, delimiter, out)),
     ...);
    out -= delimiters_to_drop;
    *out++ = '\n';
  }
  buffer->SetEnd(out);
}

template <const auto& kColumns>
void WriteTable(const ColumnBatch& batch, const TextStyle& style, ByteBuffer* out) {
  constexpr auto kIndexes = std::make_index_sequence<kColumns.size()>();
  if (style.quote) {
    WriteRows<kColumns, true>(batch, style, out, kIndexes);
  } else {
    WriteRows<kColumns, false>(batch, style, out, kIndexes);
  }
}

}  // namespace

void WriteTextRows(const ColumnBatch& batch, const TextStyle& style, ByteBuffer* out) {
  switch (batch.table()) {
    case Table::kRegion:
      return WriteTable<columns::kRegion>(batch, style, out);
    case Table::kNation:
      return WriteTable<columns::kNation>(batch, style, out);
    case Table::kSupplier:
      return WriteTable<columns::kSupplier>(batch, style, out);
    case Table::kPart:
      return WriteTable<columns::kPart>(batch, style, out);
    case Table::kPartsupp:
      return WriteTable<columns::kPartsupp>(batch, style, out);
    case Table::kCustomer:
      return WriteTable<columns::kCustomer>(batch, style, out);
    case Table::kOrders:
      return WriteTable<columns::kOrders>(batch, style, out);
    case Table::kLineitem:
      return WriteTable<columns::kLineitem>(batch, style, out);
  }
}

}  // namespace tpch
