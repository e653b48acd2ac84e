// The façade that programs use: say what you want, get whole files.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tpch/base/enum_names.h"
#include "tpch/base/status.h"
#include "tpch/encode/arrow_options.h"
#include "tpch/encode/parquet_options.h"
#include "tpch/encode/text_format.h"
#include "tpch/io/file_output_options.h"
#include "tpch/io/store_module.h"
#include "tpch/run/file_digest.h"
#include "tpch/run/manifest.h"
#include "tpch/run/memory_plan.h"
#include "tpch/run/multi_table_writer.h"
#include "tpch/run/plan.h"
#include "tpch/run/process_plan.h"
#include "tpch/run/progress.h"

namespace tpch {

enum class FileFormat : uint8_t { kTbl, kCsv, kParquet, kArrow };

/// Names on the command line and in summaries.
inline constexpr EnumName<FileFormat> kFileFormats[] = {{FileFormat::kParquet, "parquet"},
                                                        {FileFormat::kCsv, "csv"},
                                                        {FileFormat::kTbl, "tbl"},
                                                        {FileFormat::kArrow, "arrow"}};

/// Which tables the threads work on.
enum class TableOrder : uint8_t {
  kAllAtOnce,
  kOneByOne  ///< largest first; orders and lineitem share no work then
};

/// A run whose tables are made by processes of their own, as the one that begins it sees it.
struct ProcessRun {
  const std::vector<ProcessShare>& shares;  ///< a process each
  TextPoolKind text_pool;
  int text_descriptor;  ///< of TextPool::descriptor, complete; closed on exec
  /// To be told, by one thread, of each file that a process has given its name, by the file's path
  /// below the output directory.
  std::function<Status(const std::string& relative_path, const FileTotals& totals)>
      on_file_complete;
};

/// What became of the processes: the first failure, and sums of what GenerateReport tells.
struct ProcessRunResult {
  Status status;
  int64_t budget_bytes = 0;
  int64_t peak_bytes_in_flight = 0;
  int64_t staging_bytes = 0;
};

/// Runs processes that each call Generate with a RunShare, and waits for them all; ends them early
/// after the first failure.
using ProcessRunner = std::function<ProcessRunResult(const ProcessRun&)>;

/// What a process is to do of a run that another process has begun. It has the options of that
/// one, but for threads and memory. The output directory is the other's: it has examined it, and
/// keeps the manifest, which tells this one what is there already.
struct RunShare {
  Table table = Table::kRegion;
  TextPoolKind text_pool = TextPoolKind::kWide;
  int text_descriptor = -1;  ///< not owned
};

/// Is told of each file that has got its final name, by any thread.
using FileListener = std::function<Status(const OutputFile&, const FileTotals&)>;

/// What to generate, as what, and where to.
struct GenerateOptions {
  Selection selection;  ///< its file_order is set by Generate
  /// Chooses the number of parts so that no file is much larger. Not with selection.num_parts.
  std::optional<int64_t> target_file_bytes;

  FileFormat format = FileFormat::kParquet;
  TextStyle text_style = kTblStyle;  ///< for kTbl and kCsv
  ParquetOptions parquet;            ///< for kParquet
  ArrowOptions arrow;                ///< for kArrow, which is the stream format `to_stdout`
  /// The same in words, for the manifest: files of different words are different data.
  DataOptions format_options;

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
  /// Makes the files by processes instead of threads. Not with `to_stdout`.
  ProcessRunner run_processes;
  /// Makes one table of another process's run. Not with `to_stdout`.
  std::optional<RunShare> share;
  /// An error ends the run.
  FileListener on_file_complete;
  /// Gets one line, on what the run waits for, when it does so for more than a few seconds.
  std::function<void(const std::string& line)> on_wait = [](const std::string&) {};
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

/// What Generate did, also when it failed half-way: files listed here are whole.
struct GenerateReport {
  Status status;
  std::vector<GeneratedFile> files;
  MemoryPlan memory;
  /// What was used of the budget. More than the budget is in flight only by the lowest unfinished
  /// unit of each file under way.
  int64_t peak_bytes_in_flight = 0;
  int64_t staging_bytes = 0;  ///< memory on the way to disk or network, beside the chunks
  std::string io_mode;        ///< how files were written, in a few words
  /// Lines about what could not be had, and what was done instead.
  std::vector<std::string> notices;
};

/// Generates the selected tables. `progress` and `stop` are not owned; setting `*stop` from any
/// thread ends the run early with Status::Cancelled. Nothing has a final name that is not whole.
///
/// Errors: Invalid for options that contradict each other, for existing outputs, for a selection
/// that leaves nothing to make and for a memory limit that is too small, all before anything is
/// written; IoError for the environment; OutputClosed when the reader of standard output went away.
GenerateReport Generate(const GenerateOptions& options, Progress* progress,
                        std::atomic<bool>* stop);

/// Returns the version of the Arrow library that Parquet and Arrow files are written with, or why
/// there is none.
Result<std::string> ArrowVersion();

}  // namespace tpch
