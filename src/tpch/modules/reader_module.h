// The interface between a program and the module that reads Parquet and Arrow files. It is separate
// from the module that writes them, so that writing does not need parquet-cpp.

#pragma once

#include <filesystem>
#include <memory>

#include "tpch/file_description.h"
#include "tpch/read/table_file.h"
#include "tpch/status.h"

namespace tpch {

/// The contents of the module. Valid while the module stays loaded. All functions return IoError if
/// the file is not of that format.
struct ReaderModule {
  Result<std::unique_ptr<TableFile>> (*open_parquet_file)(const std::filesystem::path& path);
  Result<std::unique_ptr<TableFile>> (*open_arrow_file)(const std::filesystem::path& path);
  Result<FileDescription> (*describe_parquet_file)(const std::filesystem::path& path);
};

/// Name of the module's only exported function, of type GetReaderModule.
inline constexpr const char* kGetReaderModuleName = "tpch_get_reader_module";
using GetReaderModule = const ReaderModule* (*)();

}  // namespace tpch
