// The digest of an output file: 64-bit XXH3 of all its bytes, as printed by `xxhsum -H3`.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tpch/base/stop_condition.h"
#include "tpch/io/output_directory.h"
#include "tpch/output_options.h"
#include "tpch/status.h"

struct XXH3_state_s;

namespace tpch {

/// Computes the digest of bytes that arrive in file order. Not thread-safe.
class FileDigest {
 public:
  FileDigest();

  void Update(std::string_view bytes);

  uint64_t value() const;

 private:
  struct Free {
    void operator()(XXH3_state_s* state) const;
  };

  std::unique_ptr<XXH3_state_s, Free> state_;
};

/// Reads a file of `directory` and returns its digest. Returns Cancelled if `stop` is met.
Result<uint64_t> DigestOfFile(OutputDirectory* directory, const std::string& path,
                              const StopCondition& stop);

}  // namespace tpch
