#include "apps/parquet_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "apps/command_line.h"
#include "apps/option_values.h"
#include "apps/parse.h"
#include "tpch/base/size_text.h"

namespace tpch {
namespace {

// Without --compression, which other formats also have.
constexpr const char* kParquetOptions[] = {
    "--row-group-rows",    "--row-group-bytes",    "--page-bytes",
    "--data-page-version", "--page-checksums",     "--parquet-profile",
    "--column-encoding",   "--column-compression", "--bloom-filter"};

// Returns the error for a column whose table is not in `made_tables`.
Status TableNotMade(const char* option, std::string_view column, Table table,
                    std::span<const Table> made_tables, std::span<const Table> all_tables) {
  std::string tables;
  for (const Table made : made_tables) tables += fmt::format("{},", NameOf(made));
  const std::string_view name = NameOf(table);
  const bool can_be_made = std::ranges::count(all_tables, table) > 0;
  return Status::Invalid(fmt::format(
      "{}: '{}' is a column of {}, which is not made; {}leave the column out", option, column, name,
      can_be_made ? fmt::format("use --tables {}{}, or ", tables, name) : ""));
}

// Returns Invalid if a column belongs to none of these tables, which the library allows.
Status CheckTables(const char* option, const std::vector<std::string_view>& columns,
                   std::span<const Table> tables, std::span<const Table> all_tables) {
  for (const std::string_view column : columns) {
    const std::optional<ColumnPlace> place = FindColumn(column);
    const auto has_column = [column](Table table) {
      return std::ranges::count(Describe(table).columns, column, &ColumnDescriptor::name) > 0;
    };
    if (place && std::ranges::none_of(tables, has_column)) {
      return TableNotMade(option, column, place->table, tables, all_tables);
    }
  }
  return Status::OK();
}

}  // namespace

ParquetOptionTable::ParquetOptionTable(CLI::App* app) : app_(app) {
  const ParquetOptions defaults;
  row_group_rows_ = std::to_string(defaults.row_group_rows.value_or(kDefaultRowGroupRows));
  page_bytes_ = ExactSize(defaults.page_bytes);
  data_page_version_ = std::to_string(defaults.data_page_version);
  parquet_profile_ = NameOf(defaults.profile, kParquetProfiles);
  AddOptions();
}

void ParquetOptionTable::AddOptions() {
  using enum OptionGroup;
  AddOption(app_, {kParquet, "--row-group-rows", "N", "Rows per row group, approximately"},
            row_group_rows_);
  AddOption(app_,
            {kParquet, "--row-group-bytes", "SIZE",
             "Uncompressed bytes per row group, approximately; instead of rows"},
            row_group_bytes_);
  AddOption(app_,
            {kParquet, "--page-bytes", "SIZE",
             fmt::format("Uncompressed bytes per page, approximately; {} to {}",
                         ExactSize(kMinPageBytes), ExactSize(kMaxPageBytes))},
            page_bytes_);
  AddOption(app_, {kParquet, "--data-page-version", "V", "1 or 2"}, data_page_version_);
  AddFlag(app_, kParquet, "--page-checksums", page_checksums_,
          "Put a CRC-32 into every page header");
  AddOption(app_, {kParquet, "--parquet-profile", "NAME", "default, or compatible for old readers"},
            parquet_profile_);
  AddOption(app_,
            {kParquet, "--column-encoding", "COL=ENC[,...]",
             "Encoding by column: plain, dictionary, delta_binary_packed, delta_length_byte_array, "
             "delta_byte_array or byte_stream_split"},
            column_encoding_);
  AddOption(app_,
            {kParquet, "--column-compression", "COL=CODEC[:LEVEL][,...]", "Compression by column"},
            column_compression_);
  AddOption(app_, {kParquet, "--bloom-filter", "COL[,...]", "Add Bloom filters for these columns"},
            bloom_filter_);
}

bool ParquetOptionTable::Given(const char* option) const { return IsGiven(*app_, option); }

Status ParquetOptionTable::Refuse(std::string_view format) const {
  for (const char* option : kParquetOptions) {
    if (Given(option)) {
      return Status::Invalid(
          fmt::format("{}: {} does not have this option; use --format parquet", option, format));
    }
  }
  return Status::OK();
}

Status ParquetOptionTable::Read(std::span<const Table> tables, std::span<const Table> all_tables,
                                ParquetOptions* parquet) const {
  TPCH_RETURN_NOT_OK(ReadRowGroups(parquet));
  TPCH_RETURN_NOT_OK(ReadPages(parquet));
  return ReadColumns(tables, all_tables, parquet);
}

Status ParquetOptionTable::ReadRowGroups(ParquetOptions* parquet) const {
  if (Given("--row-group-rows")) {
    TPCH_RETURN_NOT_OK(Assign("--row-group-rows",
                              ParseInteger(row_group_rows_, 1, kMaxRowGroupRows),
                              &parquet->row_group_rows));
  }
  if (!Given("--row-group-bytes")) return Status::OK();
  return Assign("--row-group-bytes", ParseSize(row_group_bytes_), &parquet->row_group_bytes);
}

Status ParquetOptionTable::ReadPages(ParquetOptions* parquet) const {
  TPCH_RETURN_NOT_OK(Assign("--page-bytes", ParseSize(page_bytes_), &parquet->page_bytes));
  TPCH_RETURN_NOT_OK(Assign("--data-page-version",
                            ParseInteger(data_page_version_, 1, kMaxDataPageVersion),
                            &parquet->data_page_version));
  parquet->page_checksums = page_checksums_;
  return Assign("--parquet-profile", ParseParquetProfile(parquet_profile_), &parquet->profile);
}

Status ParquetOptionTable::ReadColumns(std::span<const Table> tables,
                                       std::span<const Table> all_tables,
                                       ParquetOptions* parquet) const {
  std::vector<std::string_view> columns;
  if (Given("--column-encoding")) {
    TPCH_RETURN_NOT_OK(Assign("--column-encoding", ParseColumnEncodings(column_encoding_),
                              &parquet->column_encodings));
    for (const ColumnEncoding& setting : parquet->column_encodings) {
      columns.push_back(setting.column);
    }
    TPCH_RETURN_NOT_OK(CheckTables("--column-encoding", columns, tables, all_tables));
  }
  if (Given("--column-compression")) {
    TPCH_RETURN_NOT_OK(Assign("--column-compression", ParseColumnCompressions(column_compression_),
                              &parquet->column_compressions));
    columns.clear();
    for (const ColumnCompression& setting : parquet->column_compressions) {
      columns.push_back(setting.column);
    }
    TPCH_RETURN_NOT_OK(CheckTables("--column-compression", columns, tables, all_tables));
  }
  if (Given("--bloom-filter")) {
    parquet->bloom_filter_columns = ParseColumns(bloom_filter_);
    columns.assign(parquet->bloom_filter_columns.begin(), parquet->bloom_filter_columns.end());
    TPCH_RETURN_NOT_OK(CheckTables("--bloom-filter", columns, tables, all_tables));
  }
  return Status::OK();
}

}  // namespace tpch
