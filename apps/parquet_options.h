// Options of Parquet's layout: row groups, pages and the properties of single columns.

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

  /// Converts parsed values into options for a run that makes `tables`, of `all_tables`. If an
  /// option is wrong, returns Invalid with one line that names the option, the value and a valid
  /// alternative.
  Status Read(std::span<const Table> tables, std::span<const Table> all_tables,
              ParquetOptions* parquet) const;

  /// Returns Invalid if the user gave any of these options, which `format` does not have.
  Status Refuse(std::string_view format) const;

 private:
  void AddOptions();

  Status ReadRowGroups(ParquetOptions* parquet) const;
  Status ReadPages(ParquetOptions* parquet) const;
  Status ReadColumns(std::span<const Table> tables, std::span<const Table> all_tables,
                     ParquetOptions* parquet) const;

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
