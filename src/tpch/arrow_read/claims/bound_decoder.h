// The bytes of a bound in Parquet's metadata as a value that can be compared with those of a
// column.

#pragma once

#include <optional>
#include <string_view>

#include "tpch/arrow_read/parquet/footer.h"
#include "tpch/read/value_claims.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// Decodes a bound of a column whose values are read into `storage`. Nothing where the column has a
/// type that cannot hold the storage's values: these are differences, whatever bounds them. Invalid
/// for bytes that are no value of the type; the message follows the name of the bound.
/// `is_signed_order`: unsigned numbers are taken as signed ones, as readers of the deprecated
/// bounds do.
Result<std::optional<Bound>> DecodeBound(const footer::Leaf& leaf, Storage storage,
                                         Bound::Kind kind, std::string_view bytes,
                                         bool is_signed_order = false);

/// Returns whether the leaf's numbers are unsigned.
bool IsUnsigned(const footer::SchemaElement& element);

}  // namespace tpch
