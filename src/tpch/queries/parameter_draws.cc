#include "tpch/queries/parameter_draws.h"

#include <fmt/format.h>

#include <charconv>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

#include "tpch/words/distribution.h"

namespace tpch {
namespace {

using Values = std::vector<std::string>;

std::string Number(QuerySequence* sequence, int64_t low, int64_t high) {
  return std::to_string(sequence->Number(low, high));
}

std::string Word(QuerySequence* sequence, Distribution distribution) {
  return std::string(sequence->Pick(distribution));
}

// Returns January 1st of a year from 1993 to 1997.
std::string Year(QuerySequence* sequence) {
  return fmt::format("19{}-01-01", sequence->Number(93, 97));
}

// Returns the first day of a month; month 0 is January 1993.
std::string Month(QuerySequence* sequence, int64_t first, int64_t last) {
  const int64_t month = sequence->Number(first, last);
  return fmt::format("19{}-{:02}-01", 93 + month / 12, month % 12 + 1);
}

std::string Brand(QuerySequence* sequence) {
  const int64_t manufacturer = sequence->Number(1, 5);
  return fmt::format("Brand#{}{}", manufacturer, sequence->Number(1, 5));
}

// Returns the index of a nation. dbgen: the weights of nations have another meaning.
size_t NationIndex(QuerySequence* sequence) {
  const auto num_nations = static_cast<int64_t>(distributions::kNations.size());
  return static_cast<size_t>(sequence->Number(1, num_nations) - 1);
}

std::string Nation(QuerySequence* sequence) {
  return std::string(distributions::kNations[NationIndex(sequence)].text);
}

std::string RegionOf(size_t nation_index) {
  int64_t region = 0;
  for (const WeightedWord& nation : distributions::kNations.first(nation_index + 1)) {
    region += nation.weight;
  }
  return std::string(distributions::kRegions[static_cast<size_t>(region)].text);
}

// Draws until there are two different values.
template <typename DrawOne>
std::pair<std::string, std::string> DrawDifferent(const DrawOne& draw) {
  std::pair<std::string, std::string> values = {draw(), draw()};
  while (values.first == values.second) values.second = draw();
  return values;
}

Values DrawNations(QuerySequence* sequence) {
  auto [one, other] = DrawDifferent([&] { return Nation(sequence); });
  return {one, other};
}

Values DrawMarketShare(QuerySequence* sequence) {
  const size_t nation = NationIndex(sequence);
  return {std::string(distributions::kNations[nation].text), RegionOf(nation),
          Word(sequence, distributions::kPartTypes)};
}

Values DrawShipModes(QuerySequence* sequence) {
  auto [one, other] = DrawDifferent([&] { return Word(sequence, distributions::kShipModes); });
  return {one, other, Year(sequence)};
}

Values DrawDiscountedRevenue(QuerySequence* sequence) {
  return {Brand(sequence),         Brand(sequence),          Brand(sequence),
          Number(sequence, 1, 10), Number(sequence, 10, 20), Number(sequence, 20, 30)};
}

// Splits the type of a part before its last word, the material.
struct PartType {
  explicit PartType(std::string_view type)
      : kind(type.substr(0, type.rfind(' '))), material(type.substr(type.rfind(' ') + 1)) {}

  std::string kind;
  std::string material;
};

PartType DrawPartType(QuerySequence* sequence) {
  return PartType(sequence->Pick(distributions::kPartTypes));
}

}  // namespace

std::string Query11Fraction(const ScaleFactor& scale_factor) {
  const std::string text = scale_factor.ToString();
  double value = 1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return fmt::format("{:.10f}", 0.0001 / value);
}

Result<ParameterDraws> ParameterDraws::Make(int64_t seed, const ScaleFactor& scale_factor) {
  if (seed % kLehmerModulus == 0) {
    return Status::Invalid(
        fmt::format("'{}' is a multiple of {}, for which qgen never ends", seed, kLehmerModulus),
        "use another seed");
  }
  if (seed < kMinSeed || seed > kMaxSeed) {
    return Status::Invalid(fmt::format("'{}' is out of range", seed),
                           fmt::format("use a whole number from {} to {}", kMinSeed, kMaxSeed));
  }
  const int64_t positive = seed < 0 ? seed + kLehmerModulus : seed;
  return ParameterDraws(static_cast<uint32_t>(positive % kLehmerModulus), scale_factor);
}

ParameterDraws::ParameterDraws(uint32_t seed, const ScaleFactor& scale_factor)
    : scale_factor_(scale_factor) {
  for (QuerySequence& sequence : sequences_) {
    seed = LehmerStep(seed);
    sequence = QuerySequence(seed);
  }
  std::iota(part_sizes_.begin(), part_sizes_.end(), uint8_t{1});
  std::iota(country_codes_.begin(), country_codes_.end(), uint8_t{10});
}

Values ParameterDraws::Draw(int number) {
  using namespace distributions;  // NOLINT: for short lines
  QuerySequence* const sequence = &sequences_[static_cast<size_t>(number - 1)];
  switch (number) {
    case 1:
      return {Number(sequence, 60, 120)};
    case 2:
      return {Number(sequence, 1, 50), DrawPartType(sequence).material, Word(sequence, kRegions)};
    case 3:
      return {Word(sequence, kMarketSegments),
              fmt::format("1995-03-{:02}", sequence->Number(1, 31))};
    case 4:
    case 15:
      return {Month(sequence, 0, 57)};
    case 5:
      return {Word(sequence, kRegions), Year(sequence)};
    case 6:
      return {Year(sequence), "0.0" + Number(sequence, 2, 9), Number(sequence, 24, 25)};
    case 7:
      return DrawNations(sequence);
    case 8:
      return DrawMarketShare(sequence);
    case 9:
      return {Word(sequence, kColors)};
    case 10:
      return {Month(sequence, 1, 24)};
    case 11:
      return {Nation(sequence), Query11Fraction(scale_factor_)};
    case 12:
      return DrawShipModes(sequence);
    case 13:
      return {Word(sequence, kQuery13Adjectives), Word(sequence, kQuery13Nouns)};
    case 14:
      return {Month(sequence, 0, 59)};
    case 16:
      return DrawPartsOfSupplier(sequence);
    case 17:
      return {Brand(sequence), Word(sequence, kContainers)};
    case 18:
      return {Number(sequence, 312, 315)};
    case 19:
      return DrawDiscountedRevenue(sequence);
    case 20:
      return {Word(sequence, kColors), Year(sequence), Nation(sequence)};
    case 21:
      return {Nation(sequence)};
    default:
      return DrawCountryCodes(sequence);
  }
}

Values ParameterDraws::DrawPartsOfSupplier(QuerySequence* sequence) {
  Values values = {Brand(sequence), DrawPartType(sequence).kind};
  sequence->Shuffle(part_sizes_);
  for (size_t i = 0; i < 8; ++i) values.push_back(std::to_string(part_sizes_[i]));
  return values;
}

Values ParameterDraws::DrawCountryCodes(QuerySequence* sequence) {
  sequence->Shuffle(country_codes_);
  Values values;
  for (size_t i = 0; i < 7; ++i) values.push_back(std::to_string(country_codes_[i]));
  return values;
}

}  // namespace tpch
