// The dictionaries of coded columns as Arrow arrays.

#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "tpch/base/byte_buffer.h"
#include "tpch/columns/dictionary.h"
#include "tpch/tpch.h"

namespace tpch {

/// The words of a dictionary as utf8. Immutable; arrays of all record batches share it.
class DictionaryArray {
 public:
  explicit DictionaryArray(const Dictionary& words);

  /// Returns an array that shares the ownership of `words`. The caller releases it.
  static ArrowArray Export(std::shared_ptr<DictionaryArray> words);

 private:
  int64_t num_words_;
  ByteBuffer offsets_;
  ByteBuffer text_;
  std::array<const void*, 3> buffers_;  // validity, offsets, text
};

}  // namespace tpch
