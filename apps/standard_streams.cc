#include "apps/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

namespace tpch {

void OccupyClosedStandardStreams() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    // It gets the lowest free number, which is this one. Opened the wrong way round, so that using
    // it fails with EBADF.
    static_cast<void>(::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

}  // namespace tpch
