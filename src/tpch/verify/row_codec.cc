#include "tpch/verify/row_codec.h"

#include <cstring>
#include <optional>

#include "tpch/base/varint.h"

namespace tpch {
namespace {

void AppendText(std::string_view text, std::string* out) {
  AppendVarint(text.size(), out);
  *out += text;
}

uint64_t TakeNumber(std::string_view* bytes) { return *TakeVarint(bytes); }

int64_t TakeSigned(std::string_view* bytes) { return UnZigZag(TakeNumber(bytes)); }

std::string_view TakeText(std::string_view* bytes) {
  const uint64_t size = TakeNumber(bytes);
  const std::string_view text = bytes->substr(0, size);
  bytes->remove_prefix(text.size());
  return text;
}

// Precedes every value; kNull and kOdd mark values that the column cannot hold.
enum : char { kUsual, kNull, kOdd };

}  // namespace

void EncodeRow(const ObservedBatch& batch, int64_t row, int64_t base_row, std::string* out) {
  const size_t begin = out->size();
  out->append(sizeof(uint32_t), '\0');
  const auto index = static_cast<size_t>(row);
  AppendVarint(ZigZag(base_row), out);
  AppendVarint(static_cast<uint64_t>(batch.places[index].file), out);
  AppendVarint(static_cast<uint64_t>(batch.places[index].position), out);
  for (size_t i = 0; i < batch.columns.size(); ++i) {
    const ObservedColumn& column = batch.columns[i];
    if (!column.is_present) continue;
    const OddValue* odd = column.odd_values.empty() ? nullptr : column.FindOdd(row);
    const char kind = odd == nullptr ? kUsual : odd->text ? kOdd : kNull;
    out->push_back(kind);
    if (odd != nullptr) {
      if (odd->text) AppendText(*odd->text, out);
    } else if (IsText(Describe(batch.table).columns[i].storage)) {
      AppendText(column.texts[index], out);
    } else {
      AppendVarint(ZigZag(column.numbers[index]), out);
    }
  }
  const auto size = static_cast<uint32_t>(out->size() - begin);
  std::memcpy(out->data() + begin, &size, sizeof size);
}

EncodedRow TakeEncodedRow(std::string_view* bytes) {
  uint32_t size = 0;
  std::memcpy(&size, bytes->data(), sizeof size);
  std::string_view row = bytes->substr(sizeof size, size - sizeof size);
  bytes->remove_prefix(size);
  EncodedRow encoded{TakeSigned(&row), {}, {}};
  encoded.place.file = static_cast<int32_t>(TakeNumber(&row));
  encoded.place.position = static_cast<int64_t>(TakeNumber(&row));
  encoded.values = row;
  return encoded;
}

void DecodeRow(const EncodedRow& row, ObservedBatch* batch) {
  batch->places.push_back(row.place);
  std::string_view values = row.values;
  for (size_t i = 0; i < batch->columns.size(); ++i) {
    ObservedColumn& column = batch->columns[i];
    if (!column.is_present) continue;
    const Storage storage = Describe(batch->table).columns[i].storage;
    const char kind = values.front();
    values.remove_prefix(1);
    if (kind != kUsual) {
      column.AddOdd(storage,
                    kind == kOdd ? std::optional(std::string(TakeText(&values))) : std::nullopt);
    } else if (IsText(storage)) {
      column.AddText(TakeText(&values));
    } else {
      column.AddNumber(TakeSigned(&values));
    }
  }
}

}  // namespace tpch
