// The one function that programs look up in the module that reads Parquet and Arrow files.

#include "tpch/read/reader_module.h"

#include "tpch/arrow/ipc_table_file.h"
#include "tpch/parquet/describe_file.h"
#include "tpch/parquet/parquet_table_file.h"

extern "C" __attribute__((visibility("default"))) const tpch::ReaderModule*
tpch_get_reader_module() {
  static const tpch::ReaderModule kModule{tpch::OpenParquetFile, tpch::OpenArrowFile,
                                          tpch::DescribeParquetFile};
  return &kModule;
}
