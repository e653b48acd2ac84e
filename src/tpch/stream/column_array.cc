#include "tpch/stream/column_array.h"

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "tpch/base/fetch.h"

namespace tpch {
namespace {

static_assert(std::endian::native == std::endian::little, "the layout of Decimal128");

// Arrow's decimal128 of a small number.
struct Decimal128 {
  explicit Decimal128(int64_t value) : low(value), high(value < 0 ? -1 : 0) {}

  int64_t low;
  int64_t high;
};

// Whole units as hundredths.
struct Hundredths : Decimal128 {
  explicit Hundredths(int32_t units) : Decimal128(int64_t{units} * 100) {}
};

// Arrow's view of a text: its size, and the text itself, or its first bytes and where it is.
struct View {
  static constexpr uint32_t kMaxInlineBytes = 12;

  int32_t size_bytes;
  std::array<char, 4> prefix;
  int32_t buffer;
  int32_t offset;
};

static_assert(sizeof(View) == 16);

View MakeView(std::string_view text, size_t offset) {
  View view{.size_bytes = static_cast<int32_t>(text.size()),
            .prefix = {},
            .buffer = 0,
            .offset = static_cast<int32_t>(offset)};
  if (text.size() > View::kMaxInlineBytes) {
    std::memcpy(view.prefix.data(), text.data(), view.prefix.size());
  } else {
    view.offset = 0;
    std::memcpy(reinterpret_cast<char*>(&view) + sizeof view.size_bytes, text.data(), text.size());
  }
  return view;
}

int64_t ValueSize(const ArrayType& type) {
  if (type.form == StringForm::kDictionary) return type.has_wide_indices() ? 2 : 1;
  if (type.form == StringForm::kView) return sizeof(View);
  switch (type.descriptor->type) {
    case LogicalType::kInt64:
      return sizeof(int64_t);
    case LogicalType::kDecimal:
      return sizeof(Decimal128);
    case LogicalType::kInt32:
    case LogicalType::kDate:
    case LogicalType::kString:  // an offset
      break;
  }
  return sizeof(int32_t);
}

// The memory of an array.
struct Memory {
  pid_t process;  // that made it: in a fork, a thread that is missing may have locked the pool
  ByteBuffer values;
  ByteBuffer text;
  std::weak_ptr<BufferPool> pool;  // of the buffers, as long as there is the stream
  std::shared_ptr<TextPool> text_pool;
  int64_t text_size_bytes;
  std::array<const void*, 4> buffers;  // validity, values, text, the sizes of the text buffers
  OwnedArray dictionary;
};

void Release(ArrowArray* array) {
  const std::unique_ptr<Memory> memory(static_cast<Memory*>(array->private_data));
  const std::shared_ptr<BufferPool> pool = memory->pool.lock();
  if (pool != nullptr && memory->process == ::getpid()) {
    pool->Give(std::move(memory->values));
    pool->Give(std::move(memory->text));
  }
  array->release = nullptr;
}

int64_t NumBuffers(const ArrayType& type) {
  if (type.form == StringForm::kView) return 4;
  return type.form == StringForm::kPlain && type.descriptor->type == LogicalType::kString ? 3 : 2;
}

}  // namespace

int64_t MaxSizeBytes(const ArrayType& type) {
  const bool has_text =
      type.form != StringForm::kDictionary && type.descriptor->type == LogicalType::kString;
  if (!has_text) return ValueSize(type);
  if (type.dictionary == nullptr) return ValueSize(type) + type.descriptor->max_size_bytes;
  return ValueSize(type) +
         std::ranges::max(*type.dictionary, {}, &DictionaryValue::size_bytes).size_bytes;
}

void ColumnArray::Reserve(int64_t num_rows) {
  values_ = source_->buffers->Take(static_cast<size_t>((num_rows + 1) * ValueSize(source_->type)));
  if (text_capacity_ > 0) text_ = source_->buffers->Take(text_capacity_);
}

template <typename Stored, typename Value>
void ColumnArray::AppendValues(const Column& column, int64_t first_row, int64_t num_rows) {
  const Stored* const stored = column.values<Stored>() + first_row;
  const size_t size_bytes = static_cast<size_t>(num_rows) * sizeof(Value);
  auto* const values = reinterpret_cast<Value*>(values_.Reserve(size_bytes));
  for (int64_t row = 0; row < num_rows; ++row) values[row] = Value(stored[row]);
  values_.SetEnd(reinterpret_cast<char*>(values + num_rows));
}

// Appends texts of at most `max_size_bytes`; `copy_text` writes the text of row 0, 1, …, may write
// kTextSlack bytes more, and returns its end.
template <typename CopyText>
void ColumnArray::AppendTexts(int64_t max_size_bytes, int64_t num_rows, CopyText copy_text) {
  // The end of each text is the offset of the next one; the first offset is 0.
  const size_t size_bytes = static_cast<size_t>(num_rows + 1) * sizeof(int32_t);
  auto* offset = reinterpret_cast<int32_t*>(values_.Reserve(size_bytes));
  if (num_rows_ == 0) *offset++ = 0;
  const auto text_before = static_cast<int32_t>(text_.size());
  char* const begin = text_.Reserve(static_cast<size_t>(num_rows * max_size_bytes + kTextSlack));
  char* end = begin;
  for (int64_t row = 0; row < num_rows; ++row) {
    end = copy_text(row, end);
    *offset++ = text_before + static_cast<int32_t>(end - begin);
  }
  text_.SetEnd(end);
  values_.SetEnd(reinterpret_cast<char*>(offset));
}

void ColumnArray::AppendCodes(const Column& column, int64_t first_row, int64_t num_rows) {
  const DictionaryValue* const words = column.dictionary()->data();
  const uint8_t* const codes = column.values<uint8_t>() + first_row;
  AppendTexts(sizeof(DictionaryValue), num_rows, [=](int64_t row, char* out) {
    const DictionaryValue& word = words[codes[row]];
    std::memcpy(out, &word, sizeof word);
    return out + word.size_bytes;
  });
}

template <int64_t kAlwaysCopied>
void ColumnArray::AppendSlices(const Column& column, int64_t first_row, int64_t num_rows) {
  const char* const base = column.text_base();
  const TextSlice* const slices = column.values<TextSlice>() + first_row;
  // In a separate loop, the cache misses of many rows overlap: comments are scattered.
  for (int64_t row = 0; row < num_rows; ++row) {
    Fetch(base + slices[row].offset);
    Fetch(base + slices[row].offset + slices[row].size_bytes);
  }
  AppendTexts(source_->type.descriptor->max_size_bytes, num_rows, [=](int64_t row, char* out) {
    const auto [offset, size_bytes] = slices[row];
    std::memcpy(out, base + offset, kAlwaysCopied);
    for (int64_t at = kAlwaysCopied; at < int64_t{size_bytes}; at += 32) {
      std::memcpy(out + at, base + offset + at, 32);
    }
    return out + size_bytes;
  });
}

void ColumnArray::AppendText(const Column& column, int64_t first_row, int64_t num_rows) {
  if (source_->type.form == StringForm::kView) return AppendViews(column, first_row, num_rows);
  const int32_t max_size_bytes = source_->type.descriptor->max_size_bytes;
  if (max_size_bytes <= 16) return AppendSlices<16>(column, first_row, num_rows);
  if (max_size_bytes <= 32) return AppendSlices<32>(column, first_row, num_rows);
  if (max_size_bytes <= 48) return AppendSlices<48>(column, first_row, num_rows);
  AppendSlices<kTextSlack>(column, first_row, num_rows);
}

void ColumnArray::AppendViews(const Column& column, int64_t first_row, int64_t num_rows) {
  const TextSlice* const slices = column.values<TextSlice>() + first_row;
  const char* const base = column.text_base();
  const bool is_in_pool = base == source_->text_pool->data();
  const size_t size_bytes = static_cast<size_t>(num_rows) * sizeof(View);
  auto* view = reinterpret_cast<View*>(values_.Reserve(size_bytes));
  for (int64_t row = 0; row < num_rows; ++row) Fetch(base + slices[row].offset);
  for (int64_t row = 0; row < num_rows; ++row) {
    const std::string_view text(base + slices[row].offset, slices[row].size_bytes);
    *view++ = MakeView(text, is_in_pool ? slices[row].offset : text_.size());
    if (!is_in_pool) text_.Append(text);
  }
  values_.SetEnd(reinterpret_cast<char*>(view));
}

void ColumnArray::Append(const Column& column, int64_t first_row, int64_t num_rows) {
  switch (source_->type.descriptor->storage) {
    case Storage::kInt32:
    case Storage::kDay:
      AppendValues<int32_t, int32_t>(column, first_row, num_rows);
      break;
    case Storage::kInt64:
      AppendValues<int64_t, int64_t>(column, first_row, num_rows);
      break;
    case Storage::kCents:
      AppendValues<int64_t, Decimal128>(column, first_row, num_rows);
      break;
    case Storage::kQuantity:
      AppendValues<int32_t, Hundredths>(column, first_row, num_rows);
      break;
    case Storage::kCode:
      if (source_->type.form == StringForm::kPlain) {
        AppendCodes(column, first_row, num_rows);
      } else if (source_->type.has_wide_indices()) {
        AppendValues<uint8_t, int16_t>(column, first_row, num_rows);
      } else {
        AppendValues<uint8_t, int8_t>(column, first_row, num_rows);
      }
      break;
    case Storage::kText:
      AppendText(column, first_row, num_rows);
      break;
  }
  num_rows_ += num_rows;
}

OwnedArray ColumnArray::Finish() {
  const ArrayType& type = source_->type;
  // A text buffer that is empty holds no view: the views are in the pool or have all their text.
  const bool is_in_pool = type.form == StringForm::kView && text_.size() == 0;
  text_capacity_ = std::max(text_capacity_, text_.capacity());
  auto memory = std::make_unique<Memory>();
  memory->process = ::getpid();
  memory->values = std::move(values_);
  memory->text = std::move(text_);
  memory->pool = source_->buffers;
  if (is_in_pool) memory->text_pool = source_->text_pool;
  memory->text_size_bytes =
      is_in_pool ? TextPool::kSizeBytes : static_cast<int64_t>(memory->text.size());
  memory->buffers = {nullptr, memory->values.data(),
                     is_in_pool ? memory->text_pool->data() : memory->text.data(),
                     &memory->text_size_bytes};
  if (type.form == StringForm::kDictionary) {
    memory->dictionary = OwnedArray(DictionaryArray::Export(source_->words));
  }
  ArrowArray array{
      .length = std::exchange(num_rows_, 0),
      .null_count = 0,
      .offset = 0,
      .n_buffers = NumBuffers(type),
      .n_children = 0,
      .buffers = memory->buffers.data(),
      .children = nullptr,
      .dictionary = type.form == StringForm::kDictionary ? memory->dictionary.address() : nullptr,
      .release = Release,
      .private_data = nullptr};
  array.private_data = memory.release();
  return OwnedArray(array);
}

}  // namespace tpch
