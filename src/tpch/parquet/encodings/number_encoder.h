// Encodings of numbers: PLAIN, BYTE_STREAM_SPLIT, DELTA_BINARY_PACKED (Encodings.md).

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "tpch/parquet/encodings/physical_type.h"
#include "tpch/parquet_options.h"

namespace tpch {

/// Encodes the numbers of one page after another. Reused. Not thread-safe.
class NumberEncoder {
 public:
  virtual ~NumberEncoder() = default;

  /// Appends numbers to the page. REQUIRES: they fit in the physical type.
  virtual void Append(const int64_t* numbers, int64_t num_numbers) = 0;

  /// Returns the approximate size of the page so far, in bytes.
  virtual int64_t size_bytes() const = 0;

  /// Ends the page and returns its bytes, valid until Reset.
  virtual std::string_view Finish() = 0;

  /// Starts the next page.
  virtual void Reset() = 0;
};

/// REQUIRES: the type is numeric, and the encoding supports it and is not kDictionary.
std::unique_ptr<NumberEncoder> MakeNumberEncoder(Encoding encoding, PhysicalType type);

}  // namespace tpch
