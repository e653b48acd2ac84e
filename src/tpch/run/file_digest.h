// The digest of an output file: XXH3, 64 bits, of all its bytes (what `xxhsum -H3` prints).

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

struct XXH3_state_s;

namespace tpch {

/// Digests bytes handed over in the order of the file. Not thread-safe.
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

}  // namespace tpch
