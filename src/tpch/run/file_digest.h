// The digest of an output file: 64-bit XXH3 of all its bytes, as printed by `xxhsum -H3`.

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

/// The digest to compute for each file.
enum class DigestKind : uint8_t { kNone, kXxh3 };

/// The names on the command line.
inline constexpr EnumName<DigestKind> kDigestKinds[] = {{DigestKind::kNone, "none"},
                                                        {DigestKind::kXxh3, "xxh3"}};

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
