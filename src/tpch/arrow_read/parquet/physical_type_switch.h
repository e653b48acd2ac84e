// Selects templates by the physical type of a Parquet column.

#pragma once

#include <parquet/types.h>

namespace tpch {

/// Calls `visit`, a function template for parquet-cpp's physical types, for `type` and returns its
/// result; returns `otherwise` for booleans and unknown types.
template <typename Result, typename Visit>
Result SwitchPhysicalType(parquet::Type::type type, Result otherwise, const Visit& visit) {
  switch (type) {
    case parquet::Type::INT32:
      return visit.template operator()<parquet::Int32Type>();
    case parquet::Type::INT64:
      return visit.template operator()<parquet::Int64Type>();
    case parquet::Type::INT96:
      return visit.template operator()<parquet::Int96Type>();
    case parquet::Type::FLOAT:
      return visit.template operator()<parquet::FloatType>();
    case parquet::Type::DOUBLE:
      return visit.template operator()<parquet::DoubleType>();
    case parquet::Type::BYTE_ARRAY:
      return visit.template operator()<parquet::ByteArrayType>();
    case parquet::Type::FIXED_LEN_BYTE_ARRAY:
      return visit.template operator()<parquet::FLBAType>();
    default:
      return otherwise;
  }
}

}  // namespace tpch
