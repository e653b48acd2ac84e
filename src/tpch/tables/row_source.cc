#include "tpch/tables/row_source.h"

namespace tpch {

Unit UnitCursor::MakeUnit(RowRange base_rows) {
  return {base_rows, part_begin_, part_keys_ ? part_keys_->AdvanceTo(base_rows.begin) : 0,
          order_keys_};
}

}  // namespace tpch
