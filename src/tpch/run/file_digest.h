// The digest of an output file: XXH3, 64 bits, of all its bytes (what `xxhsum -H3` prints).

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tpch/base/enum_names.h"
#include "tpch/base/stop_condition.h"
#include "tpch/io/output_directory.h"
#include "tpch/status.h"

struct XXH3_state_s;

namespace tpch {

/// Which digest of each file is computed.
enum class DigestKind : uint8_t { kNone, kXxh3 };

/// Names on the command line.
inline constexpr EnumName<DigestKind> kDigestKinds[] = {{DigestKind::kNone, "none"},
                                                        {DigestKind::kXxh3, "xxh3"}};

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

/// Reads a file of `directory` and returns its digest. Cancelled when `stop` is met.
Result<uint64_t> DigestOfFile(OutputDirectory* directory, const std::string& path,
                              const StopCondition& stop);

}  // namespace tpch
