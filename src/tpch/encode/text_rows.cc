#include "tpch/encode/text_rows.h"

#include <utility>

#include "tpch/base/calendar.h"
#include "tpch/base/digits.h"

namespace tpch {
namespace {

/// Longest text of a batch's text column, in bytes (ps_comment).
constexpr int64_t kMaxTextSizeBytes = 198;

/// Copies text in whole vectors, up to 31 bytes beyond its end at both sides.
char* CopyText(const char* text, size_t size_bytes, char* out) {
  for (size_t copied = 0; copied < size_bytes; copied += 32) {
    std::memcpy(out + copied, text + copied, 32);
  }
  return out + size_bytes;
}

template <Storage kStorage>
char* WriteValue(const Column& column, int64_t row, char* out) {
  if constexpr (kStorage == Storage::kInt32 || kStorage == Storage::kQuantity) {
    return WriteInteger(out, column.values<int32_t>()[row]);
  } else if constexpr (kStorage == Storage::kInt64) {
    return WriteInteger(out, column.values<int64_t>()[row]);
  } else if constexpr (kStorage == Storage::kCents) {
    return WriteMoney(out, column.values<int64_t>()[row]);
  } else if constexpr (kStorage == Storage::kDay) {
    const auto& text = kDateText[static_cast<size_t>(column.values<int32_t>()[row] - kFirstDay)];
    std::memcpy(out, text.data(), text.size());
    return out + kDateTextSize;
  } else if constexpr (kStorage == Storage::kCode) {
    const DictionaryValue& value = (*column.dictionary())[column.values<uint8_t>()[row]];
    std::memcpy(out, value.text.data(), value.text.size());
    return out + value.size_bytes;
  } else {
    const TextSlice slice = column.values<TextSlice>()[row];
    return CopyText(column.text_base() + slice.offset, slice.size_bytes, out);
  }
}

/// Writes one field with the delimiter behind it.
template <Storage kStorage, bool kQuoted>
char* WriteField(const Column& column, int64_t row, char delimiter, char* out) {
  if constexpr (kQuoted) *out++ = '"';
  out = WriteValue<kStorage>(column, row, out);
  if constexpr (kQuoted) *out++ = '"';
  *out = delimiter;
  return out + 1;
}

/// Returns a bound of a row's bytes, over-copies included.
template <size_t kNumColumns>
constexpr int64_t MaxRowSizeBytes(const std::array<ColumnDescriptor, kNumColumns>& columns) {
  int64_t size_bytes = kTextSlack;
  for (const ColumnDescriptor& column : columns) {
    size_bytes += 3;  // quotes and delimiter
    size_bytes += column.storage == Storage::kText   ? kMaxTextSizeBytes
                  : column.storage == Storage::kCode ? int64_t{sizeof(DictionaryValue)}
                                                     : int64_t{kMaxNumberTextSize};
  }
  return size_bytes;
}

template <const auto& kColumns, bool kQuote, size_t... kIndexes>
void WriteRows(const ColumnBatch& batch, const TextStyle& style, ByteBuffer* buffer,
               std::index_sequence<kIndexes...>) {
  constexpr int64_t kMaxRowSizeBytes = MaxRowSizeBytes(kColumns);
  const int64_t num_rows = batch.num_rows();
  char* out = buffer->Reserve(static_cast<size_t>(num_rows * kMaxRowSizeBytes));
  for (int64_t row = 0; row < num_rows; ++row) {
    ((out = WriteField < kColumns[kIndexes].storage,
      kQuote && kColumns[kIndexes].quoted > (batch.column(kIndexes), row, style.delimiter, out)),
     ...);
    out -= style.trailing_delimiter ? 0 : 1;
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
