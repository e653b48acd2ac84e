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
  static const auto* const kDictionaries = new PartDictionaries;  // outlives all threads
  return *kDictionaries;
}

// Returns the columns that the wanted ones are made from, and these.
ColumnSet AddSources(ColumnSet wanted) {
  if (wanted.Has(kBrand)) wanted.Add(kManufacturer);
  return wanted;
}

}  // namespace

PartGenerator::PartGenerator(const DataSet& data_set, ColumnSet wanted)
    : made_(AddSources(wanted)),
      name_(streams::kPartName),
      manufacturer_(streams::kPartManufacturer, 0, kNumManufacturers - 1),
      brand_(streams::kPartBrand, 0, kBrandsPerManufacturer - 1),
      type_(streams::kPartType, 0, static_cast<int64_t>(distributions::kPartTypes.size()) - 1),
      size_(streams::kPartSize, 1, 50),
      container_(streams::kPartContainer, 0,
                 static_cast<int64_t>(distributions::kContainers.size()) - 1),
      comment_(streams::kPartComment, {5, 22}, data_set.text_pool) {}

std::vector<ColumnBatch> PartGenerator::MakeBatches(int64_t max_base_rows) const {
  std::vector<ColumnBatch> batches;
  ColumnBatch& batch = batches.emplace_back(Table::kPart, max_base_rows, made_);
  if (made_.Has(kName)) {
    batch.column(kName).AllocateText(max_base_rows * kMaxPartNameSizeBytes);
  }
  batch.column(kManufacturer).set_dictionary(&Dictionaries().manufacturers);
  batch.column(kBrand).set_dictionary(&Dictionaries().brands);
  batch.column(kType).set_dictionary(&Dictionaries().types);
  batch.column(kContainer).set_dictionary(&Dictionaries().containers);
  return batches;
}

void PartGenerator::StartUnit(const Unit& unit) { next_row_ = unit.base_rows.begin; }

std::vector<RowStream*> PartGenerator::RandomStreams() {
  return {&name_,         manufacturer_.stream(), brand_.stream(),  type_.stream(),
          size_.stream(), container_.stream(),    comment_.stream()};
}

void PartGenerator::Fill(int64_t num_base_rows, std::span<ColumnBatch> batches) {
  ColumnBatch& batch = batches[0];
  const auto codes = [&](size_t column) { return batch.column(column).values<uint8_t>(); };
  if (made_.Has(kPartKey)) FillKeys(num_base_rows, batch.column(kPartKey).values<int64_t>());
  if (made_.Has(kName)) FillNames(num_base_rows, &batch.column(kName));
  if (made_.Has(kManufacturer)) manufacturer_.Fill(num_base_rows, codes(kManufacturer));
  if (made_.Has(kBrand)) FillBrands(num_base_rows, codes(kManufacturer), codes(kBrand));
  if (made_.Has(kType)) type_.Fill(num_base_rows, codes(kType));
  if (made_.Has(kSize)) size_.Fill(num_base_rows, batch.column(kSize).values<int32_t>());
  if (made_.Has(kContainer)) container_.Fill(num_base_rows, codes(kContainer));
  if (made_.Has(kRetailPrice)) {
    FillPrices(num_base_rows, batch.column(kRetailPrice).values<int64_t>());
  }
  if (made_.Has(kComment)) comment_.Fill(0, num_base_rows, &batch.column(kComment));
  batch.set_num_rows(num_base_rows);
  next_row_ += num_base_rows;
}

void PartGenerator::FillKeys(int64_t num_rows, int64_t* keys) const {
  for (int64_t row = 0; row < num_rows; ++row) keys[row] = next_row_ + row + 1;
}

void PartGenerator::FillNames(int64_t num_rows, Column* column) {
  TextColumnWriter names(column);
  for (int64_t row = 0; row < num_rows; ++row) {
    names.EndRow(WritePartName(name_.NextSeed(), names.next()));
  }
}

void PartGenerator::FillBrands(int64_t num_rows, const uint8_t* manufacturers, uint8_t* brands) {
  brand_.Fill(num_rows, brands);
  for (int64_t row = 0; row < num_rows; ++row) {
    brands[row] = static_cast<uint8_t>(manufacturers[row] * kBrandsPerManufacturer + brands[row]);
  }
}

void PartGenerator::FillPrices(int64_t num_rows, int64_t* prices) const {
  for (int64_t row = 0; row < num_rows; ++row) prices[row] = RetailPrice(next_row_ + row + 1);
}

}  // namespace tpch
