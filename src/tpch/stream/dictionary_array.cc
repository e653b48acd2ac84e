#include "tpch/stream/dictionary_array.h"

#include <string_view>
#include <utility>

namespace tpch {
namespace {

using SharedWords = std::shared_ptr<DictionaryArray>;

void Release(ArrowArray* array) {
  delete static_cast<SharedWords*>(array->private_data);
  array->release = nullptr;
}

void AppendOffset(size_t offset, ByteBuffer* offsets) {
  const auto value = static_cast<int32_t>(offset);
  offsets->Append({reinterpret_cast<const char*>(&value), sizeof value});
}

}  // namespace

DictionaryArray::DictionaryArray(const Dictionary& words)
    : num_words_(static_cast<int64_t>(words.size())) {
  AppendOffset(0, &offsets_);
  for (const DictionaryValue& word : words) {
    text_.Append(word.view());
    AppendOffset(text_.size(), &offsets_);
  }
  buffers_ = {nullptr, offsets_.data(), text_.data()};
}

ArrowArray DictionaryArray::Export(std::shared_ptr<DictionaryArray> words) {
  auto shared = std::make_unique<SharedWords>(std::move(words));
  ArrowArray array{.length = (*shared)->num_words_,
                   .null_count = 0,
                   .offset = 0,
                   .n_buffers = 3,
                   .n_children = 0,
                   .buffers = (*shared)->buffers_.data(),
                   .children = nullptr,
                   .dictionary = nullptr,
                   .release = Release,
                   .private_data = nullptr};
  array.private_data = shared.release();
  return array;
}

}  // namespace tpch
