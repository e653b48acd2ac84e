// Fuzz target: any text is a manifest whose text means the same, or an error.

#include "tests/fuzz/fuzz_input.h"
#include "tpch/run/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using tpch::Require;
  const auto parsed = tpch::ParseManifest({reinterpret_cast<const char*>(data), size});
  if (!parsed.ok()) return 0;
  const auto again = tpch::ParseManifest(tpch::FormatManifest(*parsed));
  Require(again.ok() && again->files.size() == parsed->files.size(), "its text means the same");
  Require(!tpch::DescribeDifference(again->options, parsed->options), "options come back");
  for (const auto& [path, file] : parsed->files) {
    Require(tpch::IsPathBelow(path), "files are below the directory");
    Require(file.part >= 1 && file.part <= file.num_parts, "parts are counted from 1");
  }
  return 0;
}
