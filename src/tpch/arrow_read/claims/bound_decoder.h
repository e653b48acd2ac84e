// Decodes a bound in Parquet's metadata to a value that can be compared with those of a column.

#pragma once

#include <optional>
#include <string_view>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/read/value_claims.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// Decodes a bound of a column whose values are read into `storage`. Returns nullopt if the
/// column's type cannot represent the storage's values, because then all values are reported as
/// different anyway. Returns Invalid for bytes that are not a value of the type; the message
/// continues the name of the bound. `is_signed_order`: reads unsigned numbers as signed, like
/// readers of the deprecated bounds.
Result<std::optional<Bound>> DecodeBound(const footer::Leaf& leaf, Storage storage,
                                         Bound::Kind kind, std::string_view bytes,
                                         bool is_signed_order = false);

/// Returns whether the leaf's numbers are unsigned.
bool IsUnsigned(const footer::SchemaElement& element);

}  // namespace tpch
