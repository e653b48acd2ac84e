#include "tpch/io/uring_probe.h"

#ifdef TPCH_WITH_URING
#include <fmt/format.h>
#include <liburing.h>

#include <system_error>

namespace tpch {

std::string DescribeUring() {
  io_uring ring;
  const int result = ::io_uring_queue_init(2, &ring, 0);
  if (result < 0) {
    return fmt::format("not available ({})", std::generic_category().message(-result));
  }
  const std::string registered =
      ::io_uring_register_ring_fd(&ring) == 1 ? ", registered rings" : "";
  ::io_uring_queue_exit(&ring);
  return "available" + registered;
}

}  // namespace tpch
#else
namespace tpch {

std::string DescribeUring() { return "not in this build"; }

}  // namespace tpch
#endif
