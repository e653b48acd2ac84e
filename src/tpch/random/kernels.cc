#include "tpch/random/kernels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace tpch {
namespace {

std::string_view ChosenName() {
  const char* const name = std::getenv("TPCH_CPU");
  return name == nullptr ? std::string_view() : std::string_view(name);
}

const Kernels& FindKernels(std::string_view name) {
  const std::span<const Kernels> available = AvailableKernels();
  const auto found = std::ranges::find(available, name, &Kernels::name);
  return found == available.end() ? available.front() : *found;
}

}  // namespace

const Kernels& ActiveKernels() {
  static const Kernels& kActive = FindKernels(ChosenName());
  return kActive;
}

Status CheckKernelChoice() {
  const std::string_view name = ChosenName();
  std::string available;
  for (const Kernels& kernels : AvailableKernels()) {
    if (name.empty() || kernels.name == name) return Status::OK();
    available += fmt::format("{}{}", available.empty() ? "" : ", ", kernels.name);
  }
  return Status::Invalid(fmt::format("TPCH_CPU: this machine has no '{}'", name),
                         "use one of " + available);
}

void FillRowSeeds(RowStream* stream, int64_t num_rows, uint32_t* seeds) {
  const uint32_t next =
      ActiveKernels().fill_row_seeds(stream->seed(), stream->row_factor(), num_rows, seeds);
  stream->MoveTo(next, num_rows);
}

void FillStates(const uint32_t* seeds, int64_t num_rows, int draw, uint32_t* states) {
  ActiveKernels().multiply(seeds, num_rows, LehmerPower(draw), states);
}

void FillLineStates(const uint32_t* seeds, const uint8_t* num_lines, int64_t num_orders,
                    const LineFactors& factors, uint32_t* states) {
  ActiveKernels().fill_line_states(seeds, num_lines, num_orders, factors, states);
}

void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
               uint8_t* values) {
  ActiveKernels().fill_draws_uint8(states, num_rows, low, high, values);
}

void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
               int32_t* values) {
  ActiveKernels().fill_draws_int32(states, num_rows, low, high, values);
}

void FillDraws(const uint32_t* states, int64_t num_rows, int64_t low, int64_t high,
               int64_t* values) {
  ActiveKernels().fill_draws_int64(states, num_rows, low, high, values);
}

}  // namespace tpch
