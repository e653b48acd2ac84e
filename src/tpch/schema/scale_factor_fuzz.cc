// Fuzz target: any text is an error or a scale factor in its range, whose shortest text has the
// same value.

#include "tests/fuzz/fuzz_input.h"
#include "tpch/scale_factor.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using tpch::Require;
  const auto parsed = tpch::ScaleFactor::Parse({reinterpret_cast<const char*>(data), size});
  if (!parsed.ok()) return 0;
  Require(parsed->integer_part() >= 0 && parsed->integer_part() <= 100'000, "it is in its range");
  const auto again = tpch::ScaleFactor::Parse(parsed->ToString());
  Require(again.ok() && *again == *parsed, "its text means the same");
  Require(parsed->Scale(6'000'000) > 0, "tables have rows");
  return 0;
}
