#include "tpch/words/distribution.h"

#include <algorithm>

namespace tpch {
namespace {

#include "word_lists.inc"

}  // namespace

namespace distributions {

const Distribution kContainers = kPCntr;
const Distribution kShipInstructs = kInstruct;
const Distribution kShipModes = kSmode;
const Distribution kMarketSegments = kMsegmnt;
const Distribution kOrderPriorities = kOOprio;
const Distribution kReturnFlags = kRflag;
const Distribution kPartTypes = kPTypes;
const Distribution kColors = tpch::kColors;
const Distribution kNations = tpch::kNations;
const Distribution kRegions = tpch::kRegions;
const Distribution kNouns = tpch::kNouns;
const Distribution kVerbs = tpch::kVerbs;
const Distribution kAdjectives = tpch::kAdjectives;
const Distribution kAdverbs = tpch::kAdverbs;
const Distribution kPrepositions = tpch::kPrepositions;
const Distribution kAuxiliaries = kAuxillaries;
const Distribution kTerminators = tpch::kTerminators;
const Distribution kSentenceForms = kGrammar;
const Distribution kNounPhraseForms = kNp;
const Distribution kVerbPhraseForms = kVp;
const Distribution kQuery13Adjectives = kQ13a;
const Distribution kQuery13Nouns = kQ13b;

}  // namespace distributions

int32_t TotalWeight(Distribution distribution) {
  int32_t total = 0;
  for (const WeightedWord& word : distribution) total += word.weight;
  return total;
}

Dictionary MakeDictionary(Distribution distribution) {
  std::vector<std::string_view> values;
  for (const WeightedWord& word : distribution) values.push_back(word.text);
  return MakeDictionary(values);
}

Dictionary MakeDictionary(std::span<const std::string_view> values) {
  Dictionary dictionary(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    std::ranges::copy(values[i], dictionary[i].text.begin());
    dictionary[i].size_bytes = static_cast<uint8_t>(values[i].size());
  }
  return dictionary;
}

}  // namespace tpch
