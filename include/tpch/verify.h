// The façade of verification: takes files or directories and reports on every table.

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
#include "tpch/query_engine.h"
#include "tpch/row_range.h"
#include "tpch/scale_factor.h"
#include "tpch/session.h"
#include "tpch/status.h"
#include "tpch/table.h"

namespace tpch {

/// What to verify.
struct VerifyOptions {
  std::vector<std::filesystem::path> paths;  ///< files, and directories with all their contents
  std::optional<Table> table;                ///< of all files; nullopt: from names and columns
  std::optional<ScaleFactor> scale_factor;   ///< nullopt: from a manifest or the rows
  std::optional<int64_t> num_parts;          ///< number of parts of the whole data
  std::vector<int64_t> parts;                ///< the expected parts; empty: all
  std::optional<SetRange> after_sets;        ///< the database has been through these, and no others
  bool manifest_only = false;                ///< stop after the digests of the manifests
  bool run_queries = false;                  ///< also run the 22 queries
  QueryRun query_run;                        ///< how, for run_queries
  std::filesystem::path temp_dir;            ///< for rows that must be sorted
  int num_threads = 1;
  const Session* session = nullptr;  ///< whose text pool is used; not owned, may be null
};

enum class Verdict : uint8_t {
  kEqual,       ///< same as the reference, row by row
  kEquivalent,  ///< the same rows in another order or with other types
  kDifferent,
  kUnreadable,  ///< not comparable
  kNotThere     ///< the table has no files
};

/// A row or value that differs.
struct ReportedExample {
  std::string path;  ///< empty: the row is missing
  int64_t row = 0;   ///< in the file, from 1; 0: not known
  std::string key;
  std::string expected;  ///< only for values
  std::string found;
};

struct ReportedCount {
  int64_t num_rows = 0;
  std::vector<ReportedExample> examples;  ///< the first few
};

/// A column with differing values.
struct ReportedColumn {
  std::string_view name;
  double share = 0;  ///< of the rows whose key is in the reference
  ReportedCount differing;
};

struct TableReport {
  Table table;
  std::optional<int64_t> set;  ///< the refresh set; nullopt: of the database
  Verdict verdict = Verdict::kNotThere;
  std::vector<std::string> paths;
  Status error;          ///< for an unreadable table
  int64_t num_rows = 0;  ///< found
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

/// Differences between a manifest and the files.
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
  /// All eight tables, in their usual order; none for manifest_only, and if there are only files of
  /// refresh sets.
  std::vector<TableReport> tables;
  std::vector<TableReport> refresh_tables;  ///< of each set that has files, kRefreshTables
  QueryRun query_run;                       ///< how the queries were run
  std::vector<QueryReport> queries;         ///< all 22, as they are ordered, only for run_queries
  std::vector<Message> notices;             ///< what was not compared, and why

  /// Return whether something differs from the reference or a manifest, or is unreadable.
  bool HasDifferences() const;
  bool HasUnreadable() const;
};

/// Verifies files of any origin against the reference. Setting `*stop` from any thread ends it with
/// Status::Cancelled.
///
/// With run_queries it needs a `python3` that can import the engine and, except at scale factor 1
/// with default parameters, space in temp_dir to generate the reference as Parquet, which it
/// removes again.
///
/// Errors: Invalid if a path does not exist, the kind or table of a file is unknown, the scale
/// factor cannot be determined, or qgen cannot use the seed or stream; IoError if the environment
/// fails. Errors in the files of one table are in that table's report.
VerifyReport Verify(const VerifyOptions& options, const std::atomic<bool>& stop);

/// Describes the layout of a Parquet file. Returns Invalid in a build without Arrow, and IoError if
/// it is not a Parquet file.
Result<FileDescription> DescribeFile(const std::filesystem::path& path);

}  // namespace tpch
