#include "apps/summary.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "apps/text.h"
#include "apps/version.h"

namespace tpch {
namespace {

constexpr const char* kIoMode = "pwrite";
constexpr const char* kStreamIoMode = "write";

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

const char* IoMode(const GenerateOptions& options) {
  return options.to_stdout ? kStreamIoMode : kIoMode;
}

std::string_view FormatName(FileFormat format) {
  switch (format) {
    case FileFormat::kTbl:
      return "tbl";
    case FileFormat::kCsv:
      return "csv";
    case FileFormat::kParquet:
      return "parquet";
  }
  return "";
}

/// Adds up the files of one table.
struct TableSum {
  int64_t num_files = 0;
  int64_t num_rows = 0;
  int64_t size_bytes = 0;
  std::string path;  // of the first file

  void Add(const GeneratedFile& file) {
    if (num_files++ == 0) path = file.path;
    num_rows += file.num_rows;
    size_bytes += file.size_bytes;
  }
};

void PrintTable(std::string_view name, const TableSum& sum) {
  std::string where = sum.path == "-" ? "standard output" : sum.path;
  if (sum.num_files > 1) where += fmt::format(" and {} more", sum.num_files - 1);
  fmt::print(stderr, "{:<9} {:>15} rows  {:>8}  {}\n", name, GroupDigits(sum.num_rows),
             FormatSize(static_cast<double>(sum.size_bytes)), where);
}

}  // namespace

Resources MeasureResources(double wall_seconds) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return {wall_seconds, Seconds(usage.ru_utime), Seconds(usage.ru_stime),
          int64_t{usage.ru_maxrss} * 1024};
}

void PrintSummary(const GenerateOptions& options, const GenerateReport& report,
                  const Resources& resources, bool verbose) {
  TableSum all;
  for (const Table table : kAllTables) {
    TableSum sum;
    for (const GeneratedFile& file : report.files) {
      if (file.table != table) continue;
      sum.Add(file);
      all.Add(file);
    }
    if (sum.num_files > 0) PrintTable(Describe(table).name, sum);
  }
  fmt::print(stderr, "{} file{}, {} rows, {} in {} ({}/s), peak memory {}\n", all.num_files,
             all.num_files == 1 ? "" : "s", GroupDigits(all.num_rows),
             FormatSize(static_cast<double>(all.size_bytes)),
             FormatDuration(resources.wall_seconds),
             FormatSize(static_cast<double>(all.size_bytes) / resources.wall_seconds),
             FormatSize(static_cast<double>(resources.peak_memory_bytes)));
  if (!verbose) return;
  fmt::print(stderr, "threads {}, user {}, system {}\n", options.num_threads,
             FormatDuration(resources.user_seconds), FormatDuration(resources.system_seconds));
  fmt::print(stderr, "kernels {}, I/O {}, chunks in memory: at most {} of {}\n", kCpuKernels,
             IoMode(options), FormatSize(static_cast<double>(report.peak_bytes_in_flight)),
             FormatSize(static_cast<double>(report.budget_bytes)));
}

Status WriteJsonSummary(const std::string& path, const std::vector<std::string>& command,
                        const GenerateOptions& options, const GenerateReport& report,
                        const Resources& resources) {
  nlohmann::ordered_json summary;
  summary["program"] = "tpch";
  summary["version"] = kVersion;
  summary["command"] = command;
  summary["scale_factor"] = options.selection.scale_factor.ToString();
  summary["format"] = FormatName(options.format);
  summary["complete"] = report.status.ok();
  if (!report.status.ok()) summary["error"] = report.status.message();
  summary["files"] = nlohmann::ordered_json::array();
  for (const GeneratedFile& file : report.files) {
    summary["files"].push_back({{"table", Describe(file.table).name},
                                {"part", file.part},
                                {"num_parts", file.num_parts},
                                {"path", file.path},
                                {"num_rows", file.num_rows},
                                {"size_bytes", file.size_bytes},
                                {"xxh3", fmt::format("{:016x}", file.xxh3)}});
  }
  summary["wall_seconds"] = resources.wall_seconds;
  summary["user_seconds"] = resources.user_seconds;
  summary["system_seconds"] = resources.system_seconds;
  summary["peak_memory_bytes"] = resources.peak_memory_bytes;
  summary["num_threads"] = options.num_threads;
  summary["cpu_kernels"] = kCpuKernels;
  summary["io_mode"] = IoMode(options);

  const std::string temporary = path + ".inprogress";
  std::ofstream output(temporary);
  output << summary.dump(2) << "\n";
  output.close();
  if (!output) return Status::FromErrno(fmt::format("--json: cannot write '{}'", path), errno);
  std::error_code error;
  std::filesystem::rename(temporary, path, error);
  if (!error) return Status::OK();
  return Status::FromErrno(fmt::format("--json: cannot write '{}'", path), error.value());
}

}  // namespace tpch
