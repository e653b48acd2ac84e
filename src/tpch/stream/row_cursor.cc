#include "tpch/stream/row_cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "tpch/schema/table.h"
#include "tpch/tables/initial_database.h"
#include "tpch/text/text_pool_slot.h"

namespace tpch {
namespace {

// Base rows that are generated at a time; their columns stay in the L2 cache.
constexpr int64_t kFillBaseRows = 256;

RowRange RowsOfPart(const TableRows& rows) {
  const int64_t num_rows = NumBaseRows(rows.table, rows.scale_factor);
  if (Describe(rows.table).scaled) return PartRows(num_rows, rows.part, rows.num_parts);
  return rows.part == 1 ? RowRange{0, num_rows} : RowRange{num_rows, num_rows};
}

Status Check(const TableRows& rows) {
  if (rows.num_parts < 1 || rows.part < 1 || rows.part > rows.num_parts) {
    return Status::Invalid(fmt::format("part {} of {}: use a part from 1 to the number of parts",
                                       rows.part, rows.num_parts));
  }
  const RowRange part = RowsOfPart(rows);
  const RowRange range = rows.base_rows.value_or(part);
  if (range.begin < part.begin || range.end > part.end || range.begin > range.end) {
    return Status::Invalid(fmt::format("base rows {} to {} of {}: use a range within {} to {}",
                                       range.begin, range.end, Describe(rows.table).name,
                                       part.begin, part.end));
  }
  if (rows.max_rows < 0) {
    return Status::Invalid(fmt::format("max_rows {}: use 0 or more", rows.max_rows));
  }
  return Status::OK();
}

// Returns the unit of all rows of the cursor.
Unit MakeUnit(const RowSource& source, const TableRows& rows) {
  const RowRange part = RowsOfPart(rows);
  return source.MakeUnitCursor(std::array{rows.table}, part.begin)
      .MakeUnit(rows.base_rows.value_or(part));
}

}  // namespace

Result<RowCursor> RowCursor::Make(const TableRows& rows, const Session& session) {
  TPCH_RETURN_NOT_OK(Check(rows));
  TPCH_ASSIGN_OR_RETURN(auto text_pool, session.text_pool().Get(TextPoolKind::kWide));
  return RowCursor(rows, std::move(text_pool));
}

RowCursor::RowCursor(const TableRows& rows, std::shared_ptr<TextPool> text_pool)
    : text_pool_(std::move(text_pool)),
      generator_(InitialDatabase(rows.scale_factor)
                     .MakeGenerator(std::array{rows.table}, text_pool_.get())),
      batches_(generator_->MakeBatches(kFillBaseRows)),
      rows_left_(rows.max_rows) {
  const Unit unit = MakeUnit(InitialDatabase(rows.scale_factor), rows);
  generator_->Start(unit);
  base_rows_left_ = unit.base_rows.size();
}

std::optional<BatchRows> RowCursor::Next(int64_t max_rows) {
  if (rows_left_ == 0 || (next_row_ == batch().num_rows() && !FillBatch())) return std::nullopt;
  const int64_t num_rows = std::min({batch().num_rows() - next_row_, max_rows, rows_left_});
  rows_left_ -= num_rows;
  return BatchRows{&batch(), std::exchange(next_row_, next_row_ + num_rows), num_rows};
}

int64_t RowCursor::MaxRowsLeft() const {
  const int64_t max_rows = Describe(batch().table()).max_rows_per_base_row;
  return std::min(rows_left_, batch().num_rows() - next_row_ + base_rows_left_ * max_rows);
}

bool RowCursor::FillBatch() {
  if (base_rows_left_ == 0) return false;
  const int64_t num_base_rows = std::min(base_rows_left_, kFillBaseRows);
  generator_->Fill(num_base_rows, batches_);
  base_rows_left_ -= num_base_rows;
  next_row_ = 0;
  return true;
}

}  // namespace tpch
