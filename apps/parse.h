// Parses values of command-line options. Every function returns an Invalid that names the value and
// a valid alternative; callers prefix it with the option's name. Words are case-insensitive, except
// dbgen's letters. Lists may have blanks around commas.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/compression.h"
#include "tpch/file_format.h"
#include "tpch/generate.h"
#include "tpch/parquet_options.h"
#include "tpch/queries/dialect.h"
#include "tpch/query_engine.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// Returns a word in the form in which it is compared: in lower case, without blanks at both ends.
std::string NormalizeWord(std::string_view text);

/// Parses a whole number in [min, max].
Result<int64_t> ParseInteger(std::string_view text, int64_t min, int64_t max);

/// Parses numbers separated by commas, each in [min, max], without duplicates.
Result<std::vector<int64_t>> ParseIntegerList(std::string_view text, int64_t min, int64_t max);

/// The whole numbers from `first` to `last`, both included.
struct IntegerRange {
  int64_t first = 0;
  int64_t last = 0;
};

/// Parses `N` or `FIRST-LAST`, with numbers in [min, max].
Result<IntegerRange> ParseIntegerRange(std::string_view text, int64_t min, int64_t max);

/// Parses a positive size such as `64MiB`, `1.5GB` or `4096`.
Result<int64_t> ParseSize(std::string_view text);

/// Parses names of these tables, or letters (as dbgen's `-T`), separated by commas, without
/// duplicates.
Result<std::vector<Table>> ParseTables(std::string_view text,
                                       std::span<const Table> tables = kAllTables);

Result<FileFormat> ParseFormat(std::string_view text);

/// Parses `auto`, `sync` or `uring`.
Result<IoMode> ParseIoMode(std::string_view text);

/// Parses `auto`, `on` or `off`.
Result<DirectMode> ParseDirectMode(std::string_view text);

/// Parses `none` or `xxh3`.
Result<DigestKind> ParseDigestKind(std::string_view text);

/// Parses `CODEC[:LEVEL]` for files of a format.
Result<Compression> ParseCompression(std::string_view text, FileFormat format);

Result<ParquetProfile> ParseParquetProfile(std::string_view text);

/// Parse `COLUMN=ENCODING` and `COLUMN=CODEC[:LEVEL]`, separated by commas. Do not check whether
/// the columns exist.
Result<std::vector<ColumnEncoding>> ParseColumnEncodings(std::string_view text);
Result<std::vector<ColumnCompression>> ParseColumnCompressions(std::string_view text);

/// Splits names that are separated by commas. Does not check whether the columns exist.
std::vector<std::string> ParseColumns(std::string_view text);

/// Parses the name of an SQL dialect.
Result<Dialect> ParseDialect(std::string_view text);

/// Parses the name of an engine that runs queries.
Result<QueryEngine> ParseQueryEngine(std::string_view text);

/// Parses numbers of queries, 1 to 22, and keeps their order and repetitions.
Result<std::vector<int>> ParseQueryNumbers(const std::vector<std::string>& texts);

/// Parses one character, or `\t` for a tab.
Result<char> ParseDelimiter(std::string_view text);

}  // namespace tpch
