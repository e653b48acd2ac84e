// Fuzz target: the reader of Arrow files accepts any bytes.

#include "tests/unit/foreign_file.h"
#include "tpch/arrow_read/ipc_table_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const tpch::ForeignFile bytes(data, size);
  const auto file = tpch::OpenArrowFile(bytes.path());
  if (file.ok()) tpch::ReadAll(**file);
  return 0;
}
