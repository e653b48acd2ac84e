#include "tpch/base/nearest_word.h"

#include <algorithm>
#include <vector>

namespace tpch {
namespace {

constexpr size_t kMinLength = 4;
constexpr size_t kMaxLength = 64;  // the cost is quadratic

// Returns the smallest number of letters to change, insert, remove or swap with their neighbour.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> costs(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      size_t& cost = costs[i][j];
      if (i == 0 || j == 0) {
        cost = i + j;
        continue;
      }
      cost = std::min({costs[i - 1][j] + 1, costs[i][j - 1] + 1,
                       costs[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) cost = std::min(cost, costs[i - 2][j - 2] + 1);
    }
  }
  return costs[a.size()][b.size()];
}

}  // namespace

std::optional<std::string_view> FindNearestWord(std::string_view word,
                                                std::span<const std::string_view> candidates) {
  const auto exact = std::ranges::find(candidates, word);
  if (exact != candidates.end()) return *exact;
  if (word.size() < kMinLength || word.size() > kMaxLength) return std::nullopt;
  std::optional<std::string_view> nearest;
  size_t nearest_distance = word.size() / 3 + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() < kMinLength) continue;
    const size_t distance = Distance(word, candidate);
    if (distance >= nearest_distance) continue;
    nearest_distance = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace tpch
