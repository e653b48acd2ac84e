// The word that somebody probably meant.

#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace tpch {

/// Returns the candidate that `word` is most likely a misspelling of: at most a third of its
/// letters are wrong, missing, too many or exchanged. Nothing where there is none. Words of less
/// than four letters are only themselves.
std::optional<std::string_view> FindNearestWord(std::string_view word,
                                                std::span<const std::string_view> candidates);

}  // namespace tpch
