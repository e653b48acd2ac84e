#include "apps/summary.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "apps/option_names.h"
#include "apps/redaction.h"
#include "apps/text.h"
#include "apps/version.h"
#include "tpch/base/size_text.h"
#include "tpch/random/kernels.h"

namespace tpch {
namespace {

constexpr EnumName<TextPoolKind> kTextPoolKinds[] = {{TextPoolKind::kWide, "wide"},
                                                     {TextPoolKind::kCompact, "compact"},
                                                     {TextPoolKind::kNone, "none"}};

// Returns the peak resident memory. The kernel's rusage can include the peak of the program that
// started this one.
int64_t PeakMemoryBytes() {
  constexpr std::string_view kName = "VmHWM:";
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(kName)) return std::stoll(line.substr(kName.size())) * 1024;
  }
  return 0;
}

// The totals of one table's files.
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

// Returns the memory limit and its source.
std::string DescribeMemoryLimit(const std::optional<MemoryLimit>& limit) {
  if (!limit) return "none";
  return fmt::format("{} ({})", FormatSize(static_cast<double>(limit->size_bytes)),
                     limit->source == MemoryLimit::Source::kOption ? "--memory-limit" : "cgroup");
}

void PrintTable(std::string_view name, const TableSum& sum) {
  std::string where = sum.path == "-" ? "standard output" : sum.path;
  if (sum.num_files > 1) where += fmt::format(" and {} more", sum.num_files - 1);
  PrintToStderr(fmt::format("{:<9} {:>15} rows  {:>8}  {}\n", name, GroupDigits(sum.num_rows),
                            FormatSize(static_cast<double>(sum.size_bytes)), EscapeText(where)));
}

nlohmann::ordered_json DigestToJson(std::optional<uint64_t> digest) {
  if (!digest) return nullptr;
  return fmt::format("{:016x}", *digest);
}

}  // namespace

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

Resources MeasureResources(double wall_seconds) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return {wall_seconds, Seconds(usage.ru_utime), Seconds(usage.ru_stime), PeakMemoryBytes()};
}

void PrintSummary(const GenerateOptions& options, const GenerateReport& report,
                  const Resources& resources, bool verbose) {
  TableSum all;
  for (const Table table : kFileTables) {
    TableSum sum;
    for (const GeneratedFile& file : report.files) {
      if (file.table != table) continue;
      sum.Add(file);
      all.Add(file);
    }
    if (sum.num_files > 0) PrintTable(NameOf(table), sum);
  }
  PrintToStderr(fmt::format(
      "{} file{}, {} rows, {} in {} ({}/s), peak memory {}\n", all.num_files,
      all.num_files == 1 ? "" : "s", GroupDigits(all.num_rows),
      FormatSize(static_cast<double>(all.size_bytes)), FormatDuration(resources.wall_seconds),
      FormatSize(static_cast<double>(all.size_bytes) / resources.wall_seconds),
      FormatSize(static_cast<double>(resources.peak_memory_bytes))));
  if (report.num_threads < options.num_threads) {
    PrintToStderr(fmt::format("the memory limit allowed {} of {} threads\n", report.num_threads,
                              options.num_threads));
  }
  if (!verbose) return;
  PrintToStderr(fmt::format("threads {}, user {}, system {}\n", report.num_threads,
                            FormatDuration(resources.user_seconds),
                            FormatDuration(resources.system_seconds)));
  for (const std::string& notice : report.notices) PrintToStderr(EscapeText(notice) + "\n");
  if (report.budget_bytes == 0) return;  // other processes made the tables
  PrintToStderr(fmt::format("kernels {}, chunks in memory: at most {} of {}\n",
                            ActiveKernels().name,
                            FormatSize(static_cast<double>(report.peak_bytes_in_flight)),
                            FormatSize(static_cast<double>(report.budget_bytes))));
  PrintToStderr(fmt::format("memory limit {}, text pool {}\n",
                            DescribeMemoryLimit(options.memory_limit),
                            NameOf(report.text_pool, kTextPoolKinds)));
  PrintToStderr(fmt::format("I/O {}, on the way: at most {}\n", report.io_mode,
                            FormatSize(static_cast<double>(report.staging_bytes))));
}

std::string MakeJsonSummary(const std::vector<std::string>& command, const GenerateOptions& options,
                            const GenerateReport& report, const Resources& resources) {
  nlohmann::ordered_json summary;
  summary["program"] = std::filesystem::path(command.front()).filename().string();
  summary["version"] = kVersion;
  summary["command"] = command;
  summary["scale_factor"] = options.selection.scale_factor.ToString();
  summary["format"] = NameOf(options.format, kFileFormats);
  summary["complete"] = report.status.ok();
  if (!report.status.ok()) summary["error"] = HideSecrets(ShowMessage(report.status.text()));
  summary["files"] = nlohmann::ordered_json::array();
  for (const GeneratedFile& file : report.files) {
    summary["files"].push_back({{"table", NameOf(file.table)},
                                {"part", file.part},
                                {"num_parts", file.num_parts},
                                {"path", file.path},
                                {"num_rows", file.num_rows},
                                {"size_bytes", file.size_bytes},
                                {"xxh3", DigestToJson(file.xxh3)}});
    if (file.set) summary["files"].back()["set"] = *file.set;
  }
  summary["wall_seconds"] = resources.wall_seconds;
  summary["user_seconds"] = resources.user_seconds;
  summary["system_seconds"] = resources.system_seconds;
  summary["peak_memory_bytes"] = resources.peak_memory_bytes;
  summary["num_threads"] = report.num_threads;
  if (options.memory_limit) summary["memory_limit_bytes"] = options.memory_limit->size_bytes;
  summary["cpu_kernels"] = ActiveKernels().name;
  summary["io_mode"] = report.io_mode;
  // Paths may contain any bytes, but JSON must be UTF-8.
  return summary.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

RunSummary ParseJsonSummary(const std::string& text) {
  RunSummary summary;
  try {
    const auto json = nlohmann::json::parse(text);
    for (const auto& file : json.at("files")) {
      std::optional<uint64_t> xxh3;
      if (!file.at("xxh3").is_null()) {
        xxh3 = std::stoull(file.at("xxh3").get<std::string>(), nullptr, 16);
      }
      const auto table = FindTable(file.at("table").get<std::string>());
      summary.files.push_back({table.value(), file.at("part"), file.at("num_parts"),
                               file.at("path"), file.at("num_rows"), file.at("size_bytes"), xxh3,
                               std::nullopt});
    }
    summary.peak_memory_bytes = json.at("peak_memory_bytes");
  } catch (const std::exception&) {
    return {};
  }
  return summary;
}

}  // namespace tpch
