#include "tpch/base/write_fully.h"

#include <cerrno>

namespace tpch {
namespace {

constexpr int kMaxStalls = 100;

}  // namespace

int WriteFully(std::string_view bytes,
               const std::function<ssize_t(std::string_view rest)>& write_some) {
  int num_stalls = 0;
  while (!bytes.empty()) {
    const ssize_t written = write_some(bytes);
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    num_stalls = written == 0 ? num_stalls + 1 : 0;
    if (num_stalls >= kMaxStalls) return EIO;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

}  // namespace tpch
