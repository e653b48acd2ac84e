// The function that programs look up in the module that reads Parquet and Arrow files.

#include "tpch/modules/reader_module.h"

#include "tpch/arrow_read/describe_file.h"
#include "tpch/arrow_read/ipc_table_file.h"
#include "tpch/arrow_read/parquet_table_file.h"

extern "C" __attribute__((visibility("default"))) const tpch::ReaderModule*
tpch_get_reader_module() {
  static const tpch::ReaderModule kModule{tpch::OpenParquetFile, tpch::OpenArrowFile,
                                          tpch::DescribeParquetFile};
  return &kModule;
}
