// dbgen's weighted word lists, generated from data/distributions.json at build time.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tpch/columns/dictionary.h"

namespace tpch {

/// A word and its own (not cumulative) weight.
struct WeightedWord {
  std::string_view text;
  int32_t weight;
};

/// A word list in dbgen's order.
using Distribution = std::span<const WeightedWord>;

namespace distributions {

extern const Distribution kContainers;
extern const Distribution kShipInstructs;
extern const Distribution kShipModes;
extern const Distribution kMarketSegments;
extern const Distribution kOrderPriorities;
extern const Distribution kReturnFlags;
extern const Distribution kPartTypes;
extern const Distribution kColors;
/// dbgen: the weights of nations are signed steps from one region key to the next.
extern const Distribution kNations;
extern const Distribution kRegions;

extern const Distribution kNouns;
extern const Distribution kVerbs;
extern const Distribution kAdjectives;
extern const Distribution kAdverbs;
extern const Distribution kPrepositions;
extern const Distribution kAuxiliaries;
extern const Distribution kTerminators;
/// Sentence, noun phrase and verb phrase forms (spec clause 4.2.2.14).
extern const Distribution kSentenceForms;
extern const Distribution kNounPhraseForms;
extern const Distribution kVerbPhraseForms;

/// The two words of query 13 (spec clause 2.4.13).
extern const Distribution kQuery13Adjectives;
extern const Distribution kQuery13Nouns;

}  // namespace distributions

/// Returns the sum of the weights: a pick draws from [1, total].
int32_t TotalWeight(Distribution distribution);

/// Makes a dictionary of the words. REQUIRES: every word fits in a dictionary cell.
Dictionary MakeDictionary(Distribution distribution);
Dictionary MakeDictionary(std::span<const std::string_view> values);

}  // namespace tpch
