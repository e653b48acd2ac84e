// Options of Parquet's shape: row groups, pages, and what single columns are given.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tpch/generate.h"
#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// Declares the options on an application.
class ParquetOptionTable {
 public:
  explicit ParquetOptionTable(CLI::App* app);

  /// Turns what was parsed into options for a run that makes `tables`. Returns Invalid with one
  /// line naming the option, the value and what would work.
  Status Read(std::span<const Table> tables, ParquetOptions* parquet) const;

  /// Returns Invalid when the user gave one of the options, which `format` does not have.
  Status Refuse(std::string_view format) const;

 private:
  void AddOptions();

  Status ReadRowGroups(ParquetOptions* parquet) const;
  Status ReadPages(ParquetOptions* parquet) const;
  Status ReadColumns(std::span<const Table> tables, ParquetOptions* parquet) const;

  bool Given(const char* option) const;

  CLI::App* app_;
  std::string row_group_rows_;
  std::string row_group_bytes_;
  std::string page_bytes_;
  std::string data_page_version_;
  std::string parquet_profile_;
  std::string column_encoding_;
  std::string column_compression_;
  std::string bloom_filter_;
  bool page_checksums_ = false;
};

}  // namespace tpch
