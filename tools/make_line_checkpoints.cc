// Build tool: walks one period of orders and records the number of lines before each block of them.
//
// Usage: make_line_checkpoints line_checkpoints.inc

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "tpch/random/bounded.h"
#include "tpch/tables/line_counts.h"
#include "tpch/tables/streams.h"

namespace {

// Blocks to walk at a time, so that their chains of multiplications overlap.
constexpr int64_t kGroupBlocks = 8;

// Counts the lines of the blocks from `first` on.
void CountGroup(int64_t first, std::vector<int64_t>* num_lines) {
  std::array<uint32_t, kGroupBlocks> states{};
  std::array<int64_t, kGroupBlocks> counts{};
  for (int64_t i = 0; i < kGroupBlocks; ++i) {
    states[i] =
        tpch::LehmerSkip(tpch::streams::kOrderLineCount.seed, (first + i) * tpch::kLineBlockOrders);
  }
  for (int64_t order = 0; order < tpch::kLineBlockOrders; ++order) {
    for (int64_t i = 0; i < kGroupBlocks; ++i) {
      states[i] = tpch::LehmerStep(states[i]);
      counts[i] += tpch::Draw(states[i], 1, tpch::kMaxLinesOfOrder);
    }
  }
  std::ranges::copy(counts, num_lines->begin() + first);
}

std::vector<int64_t> CountBlocks() {
  std::vector<int64_t> num_lines(tpch::kLinePeriodOrders / tpch::kLineBlockOrders / kGroupBlocks *
                                     kGroupBlocks +
                                 kGroupBlocks);
  std::atomic<int64_t> next = 0;
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
    threads.emplace_back([&] {
      const auto end = static_cast<int64_t>(num_lines.size());
      for (int64_t first = 0; (first = next.fetch_add(kGroupBlocks)) < end;) {
        CountGroup(first, &num_lines);
      }
    });
  }
  threads.clear();
  return num_lines;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::vector<int64_t> num_lines = CountBlocks();
  std::ofstream output(argv[1]);
  output << "constexpr int64_t kLinesBefore[] = {\n";
  int64_t before = 0;
  for (int64_t block = 0; block * tpch::kLineBlockOrders < tpch::kLinePeriodOrders; ++block) {
    fmt::print(output, "{},\n", before);
    before += num_lines[static_cast<size_t>(block)];
  }
  output << "};\n";
  return output.flush() ? 0 : 1;
}
