// The façade of verification: name files or directories, get a report on every table.

#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/file_description.h"
#include "tpch/message.h"
#include "tpch/scale_factor.h"
#include "tpch/schema/table.h"
#include "tpch/status.h"

namespace tpch {

/// What to verify.
struct VerifyOptions {
  std::vector<std::filesystem::path> paths;  ///< files, and directories with everything below
  std::optional<Table> table;                ///< of all files; absent: names and columns tell
  std::optional<ScaleFactor> scale_factor;   ///< absent: a manifest or the rows tell
  std::optional<int64_t> num_parts;          ///< the parts that the data was cut into
  std::vector<int64_t> parts;                ///< those that are to be there; empty: all
  bool manifest_only = false;                ///< stops after the digests of the manifests
  bool run_queries = false;                  ///< also runs the 22 queries in DuckDB
  std::filesystem::path temp_dir;            ///< for rows that must be brought into order
  int num_threads = 1;
};

enum class Verdict : uint8_t {
  kEqual,       ///< the reference, row by row
  kEquivalent,  ///< the same rows, but in another order or of other types
  kDifferent,
  kUnreadable,  ///< nothing can be said
  kNotThere     ///< there are no files of the table
};

/// One row or value that differs.
struct ReportedExample {
  std::string path;  ///< empty: the row is missing
  int64_t row = 0;   ///< of the file, from 1; 0: not known
  std::string key;
  std::string expected;  ///< of a value
  std::string found;
};

struct ReportedCount {
  int64_t num_rows = 0;
  std::vector<ReportedExample> examples;  ///< the first few
};

/// A column with values that differ.
struct ReportedColumn {
  std::string_view name;
  double share = 0;  ///< of the rows that have a key of the reference
  ReportedCount differing;
};

struct TableReport {
  Table table;
  Verdict verdict = Verdict::kNotThere;
  std::vector<std::string> paths;
  Status error;          ///< of an unreadable table
  int64_t num_rows = 0;  ///< that were found
  int64_t num_expected_rows = 0;
  int64_t num_differing_rows = 0;
  ReportedCount missing;
  ReportedCount extra;
  ReportedCount duplicate;
  std::vector<ReportedColumn> columns;
  std::vector<std::string> missing_columns;
  std::vector<std::string> extra_columns;
  std::vector<std::string> notes;          ///< on order and types: why it is only equivalent
  std::vector<std::string> untrue_claims;  ///< of Parquet's metadata; they make it different
};

/// What a manifest says, compared with the files.
struct ManifestReport {
  std::string path;
  int64_t num_files = 0;
  std::vector<std::string> differences;
};

/// A query whose answer differs.
struct QueryReport {
  int number;
  std::string difference;  ///< in words; empty: none
};

struct VerifyReport {
  Status status;  ///< an error: the report ends where it happened
  std::optional<ScaleFactor> scale_factor;
  std::vector<ManifestReport> manifests;
  std::vector<TableReport> tables;   ///< all eight, in their usual order; none after manifest_only
  std::vector<QueryReport> queries;  ///< all 22, after run_queries
  std::vector<Message> notices;      ///< what was not compared, and why

  /// Return whether something differs from the reference or a manifest, or could not be read.
  bool HasDifferences() const;
  bool HasUnreadable() const;
};

/// Verifies files of any origin against the reference. Setting `*stop` from any thread ends it with
/// Status::Cancelled.
///
/// With run_queries it needs a `python3` that can import duckdb, and elsewhere than at scale factor
/// 1 room in temp_dir for the reference as Parquet, which it generates there and removes.
///
/// Errors: Invalid for paths that are not there, files of unknown kind or table, and a scale factor
/// that cannot be told; IoError for the environment. What is wrong with the files of one table is
/// in that table's report.
VerifyReport Verify(const VerifyOptions& options, const std::atomic<bool>& stop);

/// Describes the layout of a Parquet file. Invalid in a build without Arrow, IoError for what is no
/// such file.
Result<FileDescription> DescribeFile(const std::filesystem::path& path);

}  // namespace tpch
