// The fields of struct Statistics of parquet.thrift, for column chunks and pages.

#pragma once

#include "tpch/arrow_read/parquet/thrift_reader.h"

namespace tpch {

/// Reads them into footer::Statistics, which views the bytes, or RawStatistics, which copies them.
template <typename Fields>
void ReadStatistics(ThriftReader* thrift, Fields* out) {
  thrift->Struct([&](int id) {
    if (id == 1) out->max = thrift->Binary();
    if (id == 2) out->min = thrift->Binary();
    if (id == 3) out->null_count = thrift->I64();
    if (id == 4) out->distinct_count = thrift->I64();
    if (id == 5) out->max_value = thrift->Binary();
    if (id == 6) out->min_value = thrift->Binary();
    if (id == 7) out->is_max_value_exact = thrift->Bool();
    if (id == 8) out->is_min_value_exact = thrift->Bool();
    if (id == 9) out->nan_count = thrift->I64();
  });
}

}  // namespace tpch
