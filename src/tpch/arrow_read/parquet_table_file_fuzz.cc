// Fuzz target: the reader and the description of Parquet files accept any bytes.

#include "tests/unit/foreign_file.h"
#include "tpch/arrow_read/describe_file.h"
#include "tpch/arrow_read/parquet_table_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const tpch::ForeignFile bytes(data, size);
  (void)tpch::DescribeParquetFile(bytes.path());
  const auto file = tpch::OpenParquetFile(bytes.path());
  if (file.ok()) tpch::ReadAll(**file);
  return 0;
}
