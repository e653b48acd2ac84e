#include "tpch/tables/supplier.h"

#include <map>
#include <string>

#include "tests/unit/table_text.h"

namespace tpch {
namespace {

using Messages = std::map<int64_t, std::string>;  // by supplier key

/// Returns the word of each comment that carries a message, at scale factor 1.
Messages FindMessages() {
  SupplierGenerator generator({ScaleFactor::FromInteger(1), SharedTextPool()}, ColumnSet::All());
  std::vector<ColumnBatch> batches = generator.MakeBatches(10'000);
  generator.Start({{0, 10'000}, 0, 0});
  generator.Fill(10'000, batches);
  const ColumnBatch& batch = batches.front();
  Messages messages;
  for (int64_t row = 0; row < batch.num_rows(); ++row) {
    const std::string_view comment = batch.column(6).text(row);
    const size_t subject = comment.find("Customer ");
    if (subject == std::string_view::npos) continue;
    for (const char* word : {"Complaints", "Recommends"}) {
      if (comment.find(word, subject) != std::string_view::npos) messages[row + 1] = word;
    }
  }
  return messages;
}

TEST(Supplier, NineCommentsCarryMessages) {
  EXPECT_EQ(FindMessages(), (Messages{{358, "Complaints"},
                                      {852, "Recommends"},
                                      {2120, "Recommends"},
                                      {2820, "Complaints"},
                                      {3804, "Complaints"},
                                      {5050, "Recommends"},
                                      {5849, "Recommends"},
                                      {6398, "Recommends"},
                                      {9504, "Complaints"}}));
}

TEST(Supplier, MessageLeavesTheTextBetweenItsWords) {
  EXPECT_THAT(MakeText(Table::kSupplier, ScaleFactor::FromInteger(1), {357, 358}),
              testing::EndsWith(
                  "|ans. ironicCustomer  requests cajole carefullyComplaintsy regular reque|\n"));
}

}  // namespace
}  // namespace tpch
