// The option table of both programs.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "apps/parallel_options.h"
#include "apps/parquet_options.h"
#include "apps/refresh_options.h"
#include "apps/store_options.h"
#include "tpch/generate.h"
#include "tpch/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tpch {

/// The output of a program in addition to the data.
struct ReportOptions {
  bool verbose = false;
  bool quiet = false;
  bool no_progress = false;
  std::optional<std::string> json;  ///< the destination of the summary
};

/// Declares the options on a CLI11 application and converts parsed values into options. Use an
/// instance for one parse only.
class OptionTable {
 public:
  OptionTable(CLI::App* app, Program program);

  /// Returns the options of the run. If they are wrong, returns Invalid with one line that names
  /// the option, the value and a valid alternative. REQUIRES: the application has parsed its
  /// arguments.
  Result<GenerateOptions> MakeGenerateOptions() const;

  const ReportOptions& report() const { return report_; }
  const ParallelOptions& parallel() const { return parallel_; }

  /// Returns the application on which the options are declared, and its name.
  const CLI::App& app() const { return *app_; }
  std::string program() const;

 private:
  void TakeDefaults();
  std::span<const Table> AllTables() const;
  void AddDataOptions(CLI::App* app, Program program);
  void AddPartOptions(CLI::App* app);
  void AddFormatOptions(CLI::App* app);
  void AddOutputOptions(CLI::App* app);
  void AddSpeedOptions(CLI::App* app);
  void AddReportOptions(CLI::App* app);

  Status ReadSelection(Selection* selection) const;
  Status ReadFormat(GenerateOptions* options) const;
  Status ReadTextStyle(GenerateOptions* options) const;
  Status ReadParquet(GenerateOptions* options) const;
  Status ReadArrow(GenerateOptions* options) const;
  Status ReadTargetFileSize(GenerateOptions* options) const;
  Status ReadOutput(GenerateOptions* options) const;
  Status ReadResources(GenerateOptions* options) const;
  Status ReadFileOutput(GenerateOptions* options) const;

  // Reads the compression, if given, for files of the format.
  Status ReadCompression(FileFormat format, Compression* compression) const;

  // Returns Invalid if the user gave an option that only text formats have.
  Status RefuseTextOptions() const;

  bool Given(const char* option) const;

  CLI::App* app_;
  ParallelOptions parallel_;
  std::optional<ParquetOptionTable> parquet_;  // declared with the options of formats
  std::optional<RefreshOptionTable> refresh_;  // only of tpch refresh
  std::optional<StoreOptions> store_;          // declared with the options of output
  std::string scale_factor_;
  std::string format_;
  std::string output_dir_;
  std::string tables_;
  std::string num_parts_;
  std::string parts_;
  std::string num_threads_;
  std::string memory_limit_;
  std::string compression_;
  std::string target_file_size_;
  std::string max_rows_;
  std::string delimiter_;
  bool to_stdout_ = false;
  bool overwrite_ = false;
  bool resume_ = false;
  bool no_space_check_ = false;
  std::string io_;
  bool async_io_ = false;
  std::string direct_;
  bool fsync_ = false;
  std::string digest_;
  bool no_header_ = false;
  bool no_trailing_delimiter_ = false;
  ReportOptions report_;
};

}  // namespace tpch
