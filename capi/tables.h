// Tables and scale factors as C strings.

#pragma once

#include "tpch/scale_factor.h"
#include "tpch/status.h"
#include "tpch/table.h"

namespace tpch {

/// Returns Invalid, with all names, if no table of the database has this name. `name` may be null.
Result<Table> ParseTable(const char* name);

/// Returns Invalid, with all names, if no part of refresh sets has this name. `name` may be null.
Result<Table> ParseRefreshTable(const char* name);

/// Returns Invalid, with the range, if the text is not a scale factor. `text` may be null.
Result<ScaleFactor> ParseScaleFactor(const char* text);

}  // namespace tpch
