// The façade of generation: takes options and makes complete files.
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

/// The tables that the threads work on at the same time.
enum class TableOrder : uint8_t {
  kAllAtOnce,
  kOneByOne  ///< from lineitem to region; orders and lineitem then share no work
};

/// A table with files to make.
struct TableToMake {
  Table table;
  int64_t size_bytes;  ///< approximate size of these files
};

/// The tables that a run delegates to calls of Generate: each call makes one table, with the same
/// options. The calls may run at the same time and in other processes.
struct TablesToMake {
  std::vector<TableToMake> tables;   ///< largest first
  std::optional<int64_t> num_parts;  ///< replaces GenerateOptions::target_file_bytes
  /// The memory limit of each call. If it is set, the calls must run one after another.
  std::optional<int64_t> memory_limit_bytes;
};

/// One complete output file: part `part` (from 1) of `num_parts` (1: the whole table), or the same
/// of a refresh set.
struct GeneratedFile {
  Table table;
  int64_t part;
  int64_t num_parts;
  std::string path;  ///< "-" for standard output
  int64_t num_rows;
  int64_t size_bytes;
  std::optional<uint64_t> xxh3;  ///< of all bytes; nullopt for DigestKind::kNone
  std::optional<int64_t> set;    ///< from 1; nullopt: the database
};

/// The result of making TablesToMake.
struct MadeTables {
  Status status;                     ///< OK or the first failure
  std::vector<GeneratedFile> files;  ///< complete files, also after a failure; paths may be empty
  int num_threads = 0;               ///< that ran at the same time
};

/// Makes tables in a directory whose manifest lists the files that are already complete. If this
/// run has `overwrite` or `resume`, the calls of Generate have `resume`.
using TableMaker = std::function<MadeTables(const TablesToMake&)>;

/// What to generate, in which format, and where.
struct GenerateOptions {
  Selection selection;
  /// Sets the number of parts so that no file is much larger. Not with selection.num_parts.
  std::optional<int64_t> target_file_bytes;

  FileFormat format = FileFormat::kParquet;
  TextOptions text;        ///< for kTbl and kCsv
  ParquetOptions parquet;  ///< for kParquet
  ArrowOptions arrow;      ///< for kArrow, which is the stream format `to_stdout`

  /// A local directory, created if missing, or the URI of a location in an object store. Ignored
  /// with `to_stdout`.
  std::string output_dir = ".";
  StorageOptions storage_options;  ///< only for an object store
  bool to_stdout = false;
  /// Replaces the existing data set of the selected tables, which would otherwise be an error. A
  /// successful run removes old files that are not in the new data set.
  bool overwrite = false;
  /// Keeps proven files and makes the others. A file is proven by the directory's manifest or, if
  /// no manifest is readable, by generating it again and comparing.
  bool resume = false;
  /// A later `resume` cannot keep files without a digest.
  DigestKind digest = DigestKind::kXxh3;
  /// Checks, before anything is written, whether the whole output fits into the free space.
  bool check_space = true;
  FileOutputOptions file_output;

  /// At least 1. A memory limit may reduce it.
  int num_threads = 1;
  /// nullopt: the run uses the faster kind of text pool and the default budget.
  std::optional<MemoryLimit> memory_limit;

  TableOrder table_order = TableOrder::kAllAtOnce;
  /// If set, makes the files instead of this run's threads. Not with `to_stdout`.
  TableMaker make_tables;
  /// False for a run that makes tables for another run, which removes the old files on success.
  bool removes_superseded = true;
  /// Receives one line with the reason if the run waits for more than a few seconds. Any thread of
  /// the run may call it, but only one at a time.
  std::function<void(const std::string& line)> on_wait = [](const std::string&) {};

  /// Not owned; each may be null. Without a session, the call creates its own.
  const Session* session = nullptr;
  Progress* progress = nullptr;
  /// Ends the run early when any thread or signal handler sets it to true.
  const std::atomic<bool>* stop = nullptr;
};

/// The result of Generate. Also after a failure, it lists all files that are complete.
struct GenerateReport {
  Status status;
  std::vector<GeneratedFile> files;
  int num_threads = 0;  ///< fewer than requested if the memory limit requires it
  TextPoolKind text_pool = TextPoolKind::kWide;
  int64_t budget_bytes = 0;  ///< for chunks in memory; 0 with GenerateOptions::make_tables
  /// Peak use of the budget. Only the lowest unfinished unit of each unfinished file may exceed the
  /// budget.
  int64_t peak_bytes_in_flight = 0;
  int64_t staging_bytes = 0;  ///< peak memory on the way to disk or network, without the chunks
  std::string io_mode;        ///< how files were written, in a few words
  /// Lines for the user: unavailable features with their replacements, files kept by `resume`.
  std::vector<std::string> notices;
};

/// Generates the selected tables. Only complete files get their final names. Thread-safe: calls
/// with different directories may run at the same time and may share a session.
///
/// Errors: Invalid if options contradict each other, outputs already exist, the selection leaves
/// nothing to make or the memory limit is too small, all before anything is written; IoError if the
/// environment fails; OutputClosed if the reader of standard output closes it; Cancelled after a
/// stop.
GenerateReport Generate(const GenerateOptions& options);

/// Returns the version of the Arrow library that writes Parquet and Arrow files. Returns Invalid
/// if its module is not installed, and IoError if it cannot be loaded.
Result<std::string> ArrowVersion();

}  // namespace tpch
