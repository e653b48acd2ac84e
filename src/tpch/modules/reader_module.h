// The interface between a program and the module that reads Parquet and Arrow files. It is another
// one than that which writes them: programs that write do without parquet-cpp.

#pragma once

#include <filesystem>
#include <memory>

#include "tpch/file_description.h"
#include "tpch/read/table_file.h"
#include "tpch/status.h"

namespace tpch {

/// What the module gives. Valid as long as the module stays loaded. All return IoError for what is
/// no such file.
struct ReaderModule {
  Result<std::unique_ptr<TableFile>> (*open_parquet_file)(const std::filesystem::path& path);
  Result<std::unique_ptr<TableFile>> (*open_arrow_file)(const std::filesystem::path& path);
  Result<FileDescription> (*describe_parquet_file)(const std::filesystem::path& path);
};

/// Name of the module's only exported function, of type GetReaderModule.
inline constexpr const char* kGetReaderModuleName = "tpch_get_reader_module";
using GetReaderModule = const ReaderModule* (*)();

}  // namespace tpch
