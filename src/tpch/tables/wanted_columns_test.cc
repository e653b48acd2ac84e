// Generators of some columns: the values are those of all columns, and only the streams that these
// need are drawn.

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/random_numbers.h"
#include "tests/unit/table_text.h"
#include "tpch/tables/streams.h"
#include "tpch/tables/table_generator.h"

namespace tpch {
namespace {

using namespace streams;  // NOLINT(google-build-using-namespace)

constexpr int64_t kFirstBaseRow = 3;
constexpr int64_t kNumBaseRows = 700;  // more than two blocks of draws

ScaleFactor Small() { return ParseScaleFactor("0.5"); }

// Each column and the streams that its values depend on.
const std::map<std::string_view, std::vector<StreamId>>& StreamsOfColumns() {
  static const std::map<std::string_view, std::vector<StreamId>> kStreams = {
      {"r_regionkey", {}},
      {"r_name", {}},
      {"r_comment", {kRegionComment}},
      {"n_nationkey", {}},
      {"n_name", {}},
      {"n_regionkey", {}},
      {"n_comment", {kNationComment}},
      {"s_suppkey", {}},
      {"s_name", {}},
      {"s_address", {kSupplierAddress}},
      {"s_nationkey", {kSupplierNationKey}},
      {"s_phone", {kSupplierNationKey, kSupplierPhone}},
      {"s_acctbal", {kSupplierAcctBal}},
      {"s_comment",
       {kSupplierComment, kSupplierMessagePick, kSupplierMessageKind, kSupplierMessageGap,
        kSupplierMessagePosition}},
      {"p_partkey", {}},
      {"p_name", {kPartName}},
      {"p_mfgr", {kPartManufacturer}},
      {"p_brand", {kPartManufacturer, kPartBrand}},
      {"p_type", {kPartType}},
      {"p_size", {kPartSize}},
      {"p_container", {kPartContainer}},
      {"p_retailprice", {}},
      {"p_comment", {kPartComment}},
      {"ps_partkey", {}},
      {"ps_suppkey", {}},
      {"ps_availqty", {kPartsuppAvailQty}},
      {"ps_supplycost", {kPartsuppSupplyCost}},
      {"ps_comment", {kPartsuppComment}},
      {"c_custkey", {}},
      {"c_name", {}},
      {"c_address", {kCustomerAddress}},
      {"c_nationkey", {kCustomerNationKey}},
      {"c_phone", {kCustomerNationKey, kCustomerPhone}},
      {"c_acctbal", {kCustomerAcctBal}},
      {"c_mktsegment", {kCustomerMktSegment}},
      {"c_comment", {kCustomerComment}},
      {"o_orderkey", {}},
      {"o_custkey", {kOrderCustKey}},
      {"o_orderstatus", {kOrderLineCount, kOrderDate, kLineShipDate}},
      {"o_totalprice", {kOrderLineCount, kLineQuantity, kLinePartKey, kLineDiscount, kLineTax}},
      {"o_orderdate", {kOrderDate}},
      {"o_orderpriority", {kOrderPriority}},
      {"o_clerk", {kOrderClerk}},
      {"o_shippriority", {}},
      {"o_comment", {kOrderComment}},
      {"l_orderkey", {kOrderLineCount}},
      {"l_partkey", {kOrderLineCount, kLinePartKey}},
      {"l_suppkey", {kOrderLineCount, kLinePartKey, kLineSuppKey}},
      {"l_linenumber", {kOrderLineCount}},
      {"l_quantity", {kOrderLineCount, kLineQuantity}},
      {"l_extendedprice", {kOrderLineCount, kLineQuantity, kLinePartKey}},
      {"l_discount", {kOrderLineCount, kLineDiscount}},
      {"l_tax", {kOrderLineCount, kLineTax}},
      {"l_returnflag",
       {kOrderLineCount, kOrderDate, kLineShipDate, kLineReceiptDate, kLineReturnFlag}},
      {"l_linestatus", {kOrderLineCount, kOrderDate, kLineShipDate}},
      {"l_shipdate", {kOrderLineCount, kOrderDate, kLineShipDate}},
      {"l_commitdate", {kOrderLineCount, kOrderDate, kLineCommitDate}},
      {"l_receiptdate", {kOrderLineCount, kOrderDate, kLineShipDate, kLineReceiptDate}},
      {"l_shipinstruct", {kOrderLineCount, kLineShipInstruct}},
      {"l_shipmode", {kOrderLineCount, kLineShipMode}},
      {"l_comment", {kOrderLineCount, kLineComment}}};
  return kStreams;
}

// The rows of some columns, and the streams that were drawn, by seed.
struct Made {
  ColumnBatch batch;
  std::map<uint32_t, int64_t> rows_drawn;
};

// Returns the rows that a stream has been drawn for since `first_row`, or -1.
int64_t RowsDrawn(const RowStream& stream, int64_t first_row, int64_t num_rows) {
  for (const int64_t rows : {int64_t{0}, num_rows}) {
    RowStream moved(stream.id());
    moved.Seek(first_row + rows);
    if (moved.seed() == stream.seed()) return rows;
  }
  return -1;
}

Made Make(Table table, ColumnSet wanted) {
  const std::vector<Table> tables = {table};
  const auto generator = MakeTableGenerator(tables, {Small(), SharedTextPool()}, wanted);
  const int64_t end = std::min(kFirstBaseRow + kNumBaseRows, NumBaseRows(table, Small()));
  const RowRange rows{kFirstBaseRow, end};
  std::vector<ColumnBatch> batches = generator->MakeBatches(rows.size());
  generator->Start({rows, 0, 0});
  generator->Fill(rows.size(), batches);
  Made made{std::move(batches.front()), {}};
  for (const RowStream* stream : generator->RandomStreams()) {
    const int64_t drawn = RowsDrawn(*stream, rows.begin, rows.size());
    EXPECT_GE(drawn, 0) << "seed " << stream->id().seed;
    if (drawn > 0) made.rows_drawn[stream->id().seed] = drawn;
  }
  return made;
}

// Returns the value of a row as bytes.
std::string ValueOf(const Column& column, Storage storage, int64_t row) {
  const auto bytes = [&]<typename T>(const T* values) {
    return std::string(reinterpret_cast<const char*>(values + row), sizeof(T));
  };
  switch (storage) {
    case Storage::kText:
      return std::string(column.text(row));
    case Storage::kCode:
      return bytes(column.values<uint8_t>());
    case Storage::kInt32:
    case Storage::kQuantity:
    case Storage::kDay:
      return bytes(column.values<int32_t>());
    case Storage::kInt64:
    case Storage::kCents:
      return bytes(column.values<int64_t>());
  }
  return {};
}

void ExpectEqual(const ColumnBatch& batch, const ColumnBatch& all, size_t index) {
  const ColumnDescriptor& column = Describe(all.table()).columns[index];
  ASSERT_EQ(batch.num_rows(), all.num_rows()) << column.name;
  EXPECT_EQ(batch.column(index).dictionary(), all.column(index).dictionary()) << column.name;
  for (int64_t row = 0; row < all.num_rows(); ++row) {
    ASSERT_EQ(ValueOf(batch.column(index), column.storage, row),
              ValueOf(all.column(index), column.storage, row))
        << column.name << " in row " << row;
  }
}

class WantedColumns : public testing::TestWithParam<Table> {
 protected:
  std::span<const ColumnDescriptor> columns() const { return Describe(GetParam()).columns; }

  // Checks the values and the draws of the columns `wanted`.
  void Check(const ColumnBatch& all, const std::vector<size_t>& wanted) {
    ColumnSet set;
    std::map<uint32_t, int64_t> expected;
    for (const size_t i : wanted) {
      set.Add(i);
      for (const StreamId id : StreamsOfColumns().at(columns()[i].name)) {
        expected[id.seed] =
            std::min(kNumBaseRows, NumBaseRows(GetParam(), Small()) - kFirstBaseRow);
      }
    }
    const Made made = Make(GetParam(), set);
    EXPECT_EQ(made.rows_drawn, expected) << columns()[wanted.front()].name;
    for (const size_t i : wanted) ExpectEqual(made.batch, all, i);
  }
};

TEST_P(WantedColumns, EachAloneHasItsValuesAndDrawsOnlyItsStreams) {
  const Made all = Make(GetParam(), ColumnSet::All());
  for (size_t i = 0; i < columns().size(); ++i) Check(all.batch, {i});
}

TEST_P(WantedColumns, SomeTogetherHaveTheirValuesAndDrawOnlyTheirStreams) {
  const Made all = Make(GetParam(), ColumnSet::All());
  std::mt19937_64 random = MakeRandom();
  std::vector<size_t> indices(columns().size());
  for (size_t i = 0; i < indices.size(); ++i) indices[i] = i;
  for (int i = 0; i < 20; ++i) {
    std::ranges::shuffle(indices, random);
    const size_t size = 1 + random() % indices.size();
    Check(all.batch, {indices.begin(), indices.begin() + static_cast<std::ptrdiff_t>(size)});
  }
}

TEST_P(WantedColumns, NoneDrawNothingButTheNumberOfRows) {
  const Made none = Make(GetParam(), {});
  EXPECT_EQ(none.batch.num_rows(), Make(GetParam(), ColumnSet::All()).batch.num_rows());
  EXPECT_EQ(none.rows_drawn.size(), GetParam() == Table::kLineitem ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(AllTables, WantedColumns, testing::ValuesIn(kAllTables),
                         [](const auto& info) { return std::string(Describe(info.param).name); });

}  // namespace
}  // namespace tpch
