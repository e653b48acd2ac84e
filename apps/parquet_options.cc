#include "apps/parquet_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "apps/option_values.h"
#include "apps/parse.h"

namespace tpch {
namespace {

/// Options of Parquet's shape; --compression, which others have too, is not among them.
constexpr const char* kParquetOptions[] = {
    "--row-group-rows",    "--row-group-bytes",    "--page-bytes",
    "--data-page-version", "--page-checksums",     "--parquet-profile",
    "--column-encoding",   "--column-compression", "--bloom-filter"};

/// Returns Invalid: `made_tables` lack the table of a column.
Status TableNotMade(const char* option, std::string_view column, Table table,
                    std::span<const Table> made_tables) {
  std::string tables;
  for (const Table made : made_tables) tables += fmt::format("{},", Describe(made).name);
  const std::string_view name = Describe(table).name;
  return Status::Invalid(
      fmt::format("{}: '{}' is a column of {}, which is not made; use --tables {}{}, or leave the "
                  "column out",
                  option, column, name, tables, name));
}

/// Returns Invalid when a column is not one of these tables, or is there twice.
Status CheckColumns(const char* option, const std::vector<std::string_view>& columns,
                    std::span<const Table> tables) {
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::optional<ColumnPlace> place = FindColumn(columns[i]);
    if (!place) {
      return Status::Invalid(fmt::format("{}: '{}' is not a column; use a name such as l_comment",
                                         option, columns[i]));
    }
    if (std::ranges::count(tables, place->table) == 0) {
      return TableNotMade(option, columns[i], place->table, tables);
    }
    if (std::find(columns.begin(), columns.begin() + i, columns[i]) != columns.begin() + i) {
      return Status::Invalid(
          fmt::format("{}: '{}' is there twice; use it once", option, columns[i]));
    }
  }
  return Status::OK();
}

}  // namespace

ParquetOptionTable::ParquetOptionTable(CLI::App* app) : app_(app) {
  app->add_option("--row-group-rows", row_group_rows_, "Parquet: rows of a row group, about")
      ->type_name("N")
      ->capture_default_str();
  app->add_option("--row-group-bytes", row_group_bytes_,
                  "Parquet: bytes of a row group before compression, about (instead of rows)")
      ->type_name("SIZE");
  app->add_option("--page-bytes", page_bytes_,
                  "Parquet: bytes of a page before compression, about; 1KiB to 4MiB, and 1,024 to "
                  "20,480 rows")
      ->type_name("SIZE")
      ->capture_default_str();
  app->add_option("--data-page-version", data_page_version_, "Parquet: 1 or 2")
      ->type_name("V")
      ->capture_default_str();
  AddFlag(app, "--page-checksums", page_checksums_, "Parquet: a CRC-32 in every page header");
  app->add_option("--parquet-profile", parquet_profile_,
                  "Parquet: default, or compatible for old readers")
      ->type_name("NAME")
      ->capture_default_str();
  app->add_option("--column-encoding", column_encoding_,
                  "Parquet: plain, dictionary, delta_binary_packed, delta_length_byte_array, "
                  "delta_byte_array or byte_stream_split by column")
      ->type_name("COL=ENC[,...]");
  app->add_option("--column-compression", column_compression_, "Parquet: compression by column")
      ->type_name("COL=CODEC[:LEVEL][,...]");
  app->add_option("--bloom-filter", bloom_filter_, "Parquet: Bloom filters of these columns")
      ->type_name("COL[,...]");
}

Status ParquetOptionTable::Refuse(std::string_view format) const {
  for (const char* option : kParquetOptions) {
    if (Given(option)) {
      return Status::Invalid(
          fmt::format("{}: {} has no such thing; use --format parquet", option, format));
    }
  }
  return Status::OK();
}

Status ParquetOptionTable::Read(std::span<const Table> tables, ParquetOptions* parquet) const {
  TPCH_RETURN_NOT_OK(ReadRowGroups(parquet));
  TPCH_RETURN_NOT_OK(ReadPages(parquet));
  return ReadColumns(tables, parquet);
}

Status ParquetOptionTable::ReadRowGroups(ParquetOptions* parquet) const {
  if (Given("--row-group-rows")) {
    TPCH_RETURN_NOT_OK(Assign("--row-group-rows",
                              ParseInteger(row_group_rows_, 1, kMaxRowGroupRows),
                              &parquet->row_group_rows));
  }
  if (!Given("--row-group-bytes")) return Status::OK();
  if (Given("--row-group-rows")) {
    return Status::Invalid("--row-group-bytes: contradicts --row-group-rows; use one of them");
  }
  return Assign("--row-group-bytes", ParseSize(row_group_bytes_), &parquet->row_group_bytes);
}

Status ParquetOptionTable::ReadPages(ParquetOptions* parquet) const {
  TPCH_RETURN_NOT_OK(Assign("--page-bytes", ParseSize(page_bytes_), &parquet->page_bytes));
  if (parquet->page_bytes < kMinPageBytes || parquet->page_bytes > kMaxPageBytes) {
    return Status::Invalid(
        fmt::format("--page-bytes: '{}' is out of range; use 1KiB to 4MiB", page_bytes_));
  }
  TPCH_RETURN_NOT_OK(Assign("--data-page-version", ParseInteger(data_page_version_, 1, 2),
                            &parquet->data_page_version));
  parquet->page_checksums = page_checksums_;
  TPCH_RETURN_NOT_OK(
      Assign("--parquet-profile", ParseParquetProfile(parquet_profile_), &parquet->profile));
  if (parquet->profile == ParquetProfile::kCompatible && parquet->data_page_version == 2) {
    return Status::Invalid(
        "--data-page-version: '2' contradicts --parquet-profile compatible; use 1");
  }
  return Status::OK();
}

Status ParquetOptionTable::ReadColumns(std::span<const Table> tables,
                                       ParquetOptions* parquet) const {
  std::vector<std::string_view> columns;
  if (Given("--column-encoding")) {
    TPCH_RETURN_NOT_OK(Assign("--column-encoding", ParseColumnEncodings(column_encoding_),
                              &parquet->column_encodings));
    for (const ColumnEncoding& setting : parquet->column_encodings) {
      columns.push_back(setting.column);
    }
    TPCH_RETURN_NOT_OK(CheckColumns("--column-encoding", columns, tables));
  }
  if (Given("--column-compression")) {
    TPCH_RETURN_NOT_OK(Assign("--column-compression", ParseColumnCompressions(column_compression_),
                              &parquet->column_compressions));
    columns.clear();
    for (const ColumnCompression& setting : parquet->column_compressions) {
      columns.push_back(setting.column);
    }
    TPCH_RETURN_NOT_OK(CheckColumns("--column-compression", columns, tables));
  }
  if (Given("--bloom-filter")) {
    parquet->bloom_filter_columns = ParseColumns(bloom_filter_);
    columns.assign(parquet->bloom_filter_columns.begin(), parquet->bloom_filter_columns.end());
    TPCH_RETURN_NOT_OK(CheckColumns("--bloom-filter", columns, tables));
  }
  return Status::OK();
}

}  // namespace tpch
