// Tables as text in memory, directly from the generators, in arbitrary units and batches.

#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/status_matchers.h"
#include "tpch/encode/text_format.h"
#include "tpch/encode/text_rows.h"
#include "tpch/tables/part_key_cursor.h"
#include "tpch/tables/table_generator.h"

namespace tpch {

/// Returns the shared text pool of the test process.
inline TextPool* SharedTextPool() {
  static const std::unique_ptr<TextPool> kPool = ValueOf(TextPool::Make(TextPoolKind::kWide));
  return kPool.get();
}

inline ScaleFactor ParseScaleFactor(std::string_view text) {
  return ValueOf(ScaleFactor::Parse(text));
}

/// Returns how many of the remaining `rest` rows the next unit or batch takes.
using Cut = std::function<int64_t(int64_t rest)>;

/// Units and batches of `size` rows.
inline Cut InPiecesOf(int64_t size) {
  return [size](int64_t rest) { return std::min(size, rest); };
}

/// The text to make.
struct TextRequest {
  ScaleFactor scale_factor = ScaleFactor::FromInteger(1);
  RowRange part;  ///< the part's base rows
  TextStyle style = kTblStyle;
  Cut units = InPiecesOf(1000);
  Cut batches = InPiecesOf(256);
};

/// Appends the text of the next `num_base_rows` rows of each table.
inline void AppendTexts(TableGenerator* generator, int64_t num_base_rows, const TextStyle& style,
                        std::vector<ByteBuffer>* texts) {
  std::vector<ColumnBatch> batches = generator->MakeBatches(num_base_rows);
  generator->Fill(num_base_rows, batches);
  for (size_t i = 0; i < batches.size(); ++i) TextRowWriter(style).Write(batches[i], &(*texts)[i]);
}

/// Returns the text of each table's rows, without a header. Uses a new generator for every unit.
inline std::vector<std::string> MakeTexts(const std::vector<Table>& tables,
                                          const TextRequest& request) {
  std::vector<ByteBuffer> texts(tables.size());
  PartKeyCursor part_keys(request.part.begin);
  for (RowRange unit{request.part.begin, 0}; unit.begin < request.part.end; unit.begin = unit.end) {
    unit.end = unit.begin + request.units(request.part.end - unit.begin);
    const auto generator = MakeTableGenerator(tables, {request.scale_factor, SharedTextPool()});
    const bool wide = UsesWideStreams(request.scale_factor);
    generator->Start({unit, request.part.begin, wide ? part_keys.AdvanceTo(unit.begin) : 0});
    for (int64_t rest = unit.size(); rest > 0;) {
      const int64_t num_base_rows = request.batches(rest);
      AppendTexts(generator.get(), num_base_rows, request.style, &texts);
      rest -= num_base_rows;
    }
  }
  std::vector<std::string> result;
  for (const ByteBuffer& text : texts) result.emplace_back(text.view());
  return result;
}

/// Returns the TBL text of the base rows `base_rows`.
inline std::string MakeText(Table table, const ScaleFactor& scale_factor, RowRange base_rows) {
  return MakeTexts({table}, {.scale_factor = scale_factor, .part = base_rows}).front();
}

inline RowRange WholeTable(Table table, const ScaleFactor& scale_factor) {
  return {0, NumBaseRows(table, scale_factor)};
}

inline std::string MakeText(Table table, const ScaleFactor& scale_factor) {
  return MakeText(table, scale_factor, WholeTable(table, scale_factor));
}

}  // namespace tpch
