// The façade of generation: say what you want, get whole files.
//
//   tpch::GenerateOptions options;
//   options.selection.tables = {tpch::Table::kOrders, tpch::Table::kLineitem};
//   const tpch::GenerateReport report = tpch::Generate(options);

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tpch/arrow_options.h"
#include "tpch/file_format.h"
#include "tpch/memory_limit.h"
#include "tpch/output_options.h"
#include "tpch/parquet_options.h"
#include "tpch/progress.h"
#include "tpch/selection.h"
#include "tpch/session.h"
#include "tpch/status.h"
#include "tpch/table.h"
#include "tpch/text_options.h"

namespace tpch {

/// Which tables the threads work on.
enum class TableOrder : uint8_t {
  kAllAtOnce,
  kOneByOne  ///< largest first; orders and lineitem share no work then
};

/// A table of which some files are to be made.
struct TableToMake {
  Table table;
  int64_t size_bytes;  ///< of these files, about
};

/// What a run leaves to others: to make these tables by calls of Generate with the same options,
/// each with one table. These may run at the same time, and in other processes.
struct TablesToMake {
  std::vector<TableToMake> tables;   ///< largest first
  std::optional<int64_t> num_parts;  ///< in place of GenerateOptions::target_file_bytes
  /// What one of these calls may take; then they have to come one after another.
  std::optional<int64_t> memory_limit_bytes;
};

/// One complete output file.
struct GeneratedFile {
  Table table;
  int64_t part;
  int64_t num_parts;
  std::string path;  ///< "-" for standard output
  int64_t num_rows;
  int64_t size_bytes;
  std::optional<uint64_t> xxh3;  ///< of all bytes; absent for DigestKind::kNone
};

/// What has become of TablesToMake.
struct MadeTables {
  Status status;                     ///< the first failure
  std::vector<GeneratedFile> files;  ///< that are whole, also after a failure; paths are not needed
  int num_threads = 0;               ///< at the same time
};

/// Makes tables in a directory whose manifest says what is there already. The calls of Generate
/// have `resume` where this run has `overwrite` or `resume`.
using TableMaker = std::function<MadeTables(const TablesToMake&)>;

/// What to generate, as what, and where to.
struct GenerateOptions {
  Selection selection;
  /// Chooses the number of parts so that no file is much larger. Not with selection.num_parts.
  std::optional<int64_t> target_file_bytes;

  FileFormat format = FileFormat::kParquet;
  TextOptions text;        ///< for kTbl and kCsv
  ParquetOptions parquet;  ///< for kParquet
  ArrowOptions arrow;      ///< for kArrow, which is the stream format `to_stdout`

  /// A local directory, made if missing, or the URI of a place in an object store. Ignored with
  /// `to_stdout`.
  std::string output_dir = ".";
  StorageOptions storage_options;  ///< of an object store
  bool to_stdout = false;
  /// Replaces the data set of the selected tables that is there, which is an error otherwise: when
  /// the run has ended well, what the old one had and the new one has not is gone.
  bool overwrite = false;
  /// Keeps the files that are proven, and makes the others: by the directory's manifest or, without
  /// one that can be read, by making them again and comparing.
  bool resume = false;
  /// Files without a digest cannot be kept by a later `resume`.
  DigestKind digest = DigestKind::kXxh3;
  /// Makes too little free space for the whole output an error before anything is written.
  bool check_space = true;
  FileOutputOptions file_output;

  int num_threads = 1;
  /// Absent: the memory of the text pool and the default budget are used.
  std::optional<MemoryLimit> memory_limit;

  TableOrder table_order = TableOrder::kAllAtOnce;
  /// Makes the files in place of this run's threads. Not with `to_stdout`.
  TableMaker make_tables;
  /// False for a run that makes tables for another one: old files go when that one has ended well.
  bool removes_superseded = true;
  /// Gets one line, on what the run waits for, when it does so for more than a few seconds.
  std::function<void(const std::string& line)> on_wait = [](const std::string&) {};

  /// Not owned; each may be null. Without a session the call has one of its own.
  const Session* session = nullptr;
  Progress* progress = nullptr;
  /// Becomes true, set by any thread or signal handler, to end the run early.
  const std::atomic<bool>* stop = nullptr;
};

/// What Generate did, also when it failed half-way: files listed here are whole.
struct GenerateReport {
  Status status;
  std::vector<GeneratedFile> files;
  int num_threads = 0;  ///< fewer than asked for where the memory limit demands it
  TextPoolKind text_pool = TextPoolKind::kWide;
  int64_t budget_bytes = 0;  ///< for chunks in memory; 0 where others made the tables
  /// What was used of the budget. More than the budget is in flight only by the lowest unfinished
  /// unit of each file under way.
  int64_t peak_bytes_in_flight = 0;
  int64_t staging_bytes = 0;  ///< memory on the way to disk or network, beside the chunks
  std::string io_mode;        ///< how files were written, in a few words
  /// Lines about what could not be had, and what was done instead.
  std::vector<std::string> notices;
};

/// Generates the selected tables. Nothing has a final name that is not whole. Thread-safe: calls
/// with directories of their own may run at the same time, and may share a session.
///
/// Errors: Invalid for options that contradict each other, for existing outputs, for a selection
/// that leaves nothing to make and for a memory limit that is too small, all before anything is
/// written; IoError for the environment; OutputClosed when the reader of standard output went away;
/// Cancelled after a stop.
GenerateReport Generate(const GenerateOptions& options);

/// Returns the version of the Arrow library that Parquet and Arrow files are written with, or why
/// there is none.
Result<std::string> ArrowVersion();

}  // namespace tpch
