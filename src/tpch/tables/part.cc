#include "tpch/tables/part.h"

#include <fmt/format.h>

#include <string>

#include "tpch/tables/keys.h"
#include "tpch/tables/made_text.h"
#include "tpch/tables/streams.h"
#include "tpch/tables/text_column_writer.h"
#include "tpch/words/distribution.h"

namespace tpch {
namespace {

enum : size_t {
  kPartKey,
  kName,
  kManufacturer,
  kBrand,
  kType,
  kSize,
  kContainer,
  kRetailPrice,
  kComment
};

constexpr int kNumManufacturers = 5;
constexpr int kBrandsPerManufacturer = 5;

Dictionary MakeManufacturers() {
  std::vector<std::string> names;
  for (int m = 1; m <= kNumManufacturers; ++m) names.push_back(fmt::format("Manufacturer#{}", m));
  return MakeDictionary(std::vector<std::string_view>(names.begin(), names.end()));
}

// Brand codes are (manufacturer - 1) * 5 + (brand - 1).
Dictionary MakeBrands() {
  std::vector<std::string> names;
  for (int m = 1; m <= kNumManufacturers; ++m) {
    for (int b = 1; b <= kBrandsPerManufacturer; ++b) {
      names.push_back(fmt::format("Brand#{}{}", m, b));
    }
  }
  return MakeDictionary(std::vector<std::string_view>(names.begin(), names.end()));
}

struct PartDictionaries {
  Dictionary manufacturers = MakeManufacturers();
  Dictionary brands = MakeBrands();
  Dictionary types = MakeDictionary(distributions::kPartTypes);
  Dictionary containers = MakeDictionary(distributions::kContainers);
};

const PartDictionaries& Dictionaries() {
  static const PartDictionaries kDictionaries;
  return kDictionaries;
}

}  // namespace

PartGenerator::PartGenerator(const DataSet& data_set)
    : name_(streams::kPartName),
      manufacturer_(streams::kPartManufacturer, 0, kNumManufacturers - 1),
      brand_(streams::kPartBrand, 0, kBrandsPerManufacturer - 1),
      type_(streams::kPartType, 0, static_cast<int64_t>(distributions::kPartTypes.size()) - 1),
      size_(streams::kPartSize, 1, 50),
      container_(streams::kPartContainer, 0,
                 static_cast<int64_t>(distributions::kContainers.size()) - 1),
      comment_(streams::kPartComment, {5, 22}, data_set.text_pool) {}

std::vector<ColumnBatch> PartGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  ColumnBatch& batch = batches.emplace_back(Table::kPart, max_base_rows);
  batch.column(kName).AllocateText(max_base_rows * kMaxPartNameSizeBytes);
  batch.column(kManufacturer).set_dictionary(&Dictionaries().manufacturers);
  batch.column(kBrand).set_dictionary(&Dictionaries().brands);
  batch.column(kType).set_dictionary(&Dictionaries().types);
  batch.column(kContainer).set_dictionary(&Dictionaries().containers);
  return batches;
}

void PartGenerator::Start(const Unit& unit) {
  next_row_ = unit.base_rows.begin;
  name_.Seek(next_row_);
  for (ValueDraws* draws : {&manufacturer_, &brand_, &type_, &size_, &container_}) {
    draws->Seek(next_row_);
  }
  comment_.Seek(next_row_);
}

void PartGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  auto* keys = batch.column(kPartKey).values<int64_t>();
  auto* manufacturers = batch.column(kManufacturer).values<uint8_t>();
  auto* brands = batch.column(kBrand).values<uint8_t>();
  auto* prices = batch.column(kRetailPrice).values<int64_t>();
  manufacturer_.Fill(num_base_rows, manufacturers);
  brand_.Fill(num_base_rows, brands);
  type_.Fill(num_base_rows, batch.column(kType).values<uint8_t>());
  size_.Fill(num_base_rows, batch.column(kSize).values<int32_t>());
  container_.Fill(num_base_rows, batch.column(kContainer).values<uint8_t>());
  comment_.Fill(0, num_base_rows, &batch.column(kComment));

  TextColumnWriter names(&batch.column(kName));
  for (int64_t row = 0; row < num_base_rows; ++row) {
    keys[row] = next_row_ + row + 1;
    prices[row] = RetailPrice(keys[row]);
    brands[row] = static_cast<uint8_t>(manufacturers[row] * kBrandsPerManufacturer + brands[row]);
    names.EndRow(WritePartName(name_.NextSeed(), names.next()));
  }
  batch.set_num_rows(num_base_rows);
  next_row_ += num_base_rows;
}

}  // namespace tpch
