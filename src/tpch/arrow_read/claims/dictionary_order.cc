#include "tpch/arrow_read/claims/dictionary_order.h"

#include <parquet/column_page.h>
#include <parquet/column_reader.h>
#include <parquet/encoding.h>
#include <parquet/metadata.h>
#include <parquet/schema.h>
#include <parquet/statistics.h>

#include <array>
#include <memory>

#include "tpch/arrow_read/parquet/physical_type_switch.h"

namespace tpch {
namespace {

// Returns whether the values of a page in plain encoding ascend.
template <typename Type>
bool AreAscending(const parquet::DictionaryPage& page, const parquet::ColumnDescriptor& column) {
  constexpr int kBatchValues = 256;
  const auto comparator = parquet::MakeComparator<Type>(&column);
  const auto decoder = parquet::MakeTypedDecoder<Type>(parquet::Encoding::PLAIN, &column);
  decoder->SetData(page.num_values(), page.data(), page.size());
  std::array<typename Type::c_type, kBatchValues + 1> values;  // after the previous batch's last
  int num_before = 0;
  while (const int num_values = decoder->Decode(values.data() + num_before, kBatchValues)) {
    const int end = num_before + num_values;
    for (int i = 1; i < end; ++i) {
      const auto index = static_cast<size_t>(i);
      if (comparator->Compare(values[index], values[index - 1])) return false;
    }
    values[0] = values[static_cast<size_t>(end - 1)];
    num_before = 1;
  }
  return true;
}

}  // namespace

bool IsDictionarySorted(parquet::RowGroupReader* row_group, int leaf) {
  const parquet::ColumnDescriptor& column = *row_group->metadata()->schema()->Column(leaf);
  if (column.sort_order() == parquet::SortOrder::UNKNOWN) return true;
  const auto pages = row_group->GetColumnPageReader(leaf);
  const std::shared_ptr<parquet::Page> page = pages->NextPage();
  if (page == nullptr || page->type() != parquet::PageType::DICTIONARY_PAGE) return true;
  const auto& dictionary = static_cast<const parquet::DictionaryPage&>(*page);
  return SwitchPhysicalType(column.physical_type(), true, [&]<typename Type>() {
    return AreAscending<Type>(dictionary, column);
  });
}

}  // namespace tpch
