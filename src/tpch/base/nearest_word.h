// Finds the word that a user probably meant.

#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace tpch {

/// Returns the candidate that `word` most likely misspells: at most a third of its letters are
/// wrong, missing, extra or swapped. Returns nullopt if there is none. Words of fewer than four
/// letters match only themselves.
std::optional<std::string_view> FindNearestWord(std::string_view word,
                                                std::span<const std::string_view> candidates);

}  // namespace tpch
