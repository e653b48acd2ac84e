#include "apps/table_process.h"

#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <string_view>

#include "apps/exit_status.h"
#include "apps/generate.h"
#include "apps/process_messages.h"
#include "apps/signals.h"
#include "apps/summary.h"
#include "tpch/base/write_fully.h"

namespace tpch {
namespace {

/// Sends messages to the parent. Thread-safe.
class Reporter {
 public:
  explicit Reporter(int descriptor) : descriptor_(descriptor) {}

  Status Send(const ProcessMessage& message) {
    const std::string line = FormatMessage(message);
    const std::lock_guard lock(mutex_);
    const int error_number = WriteFully(line, [this](std::string_view rest) {
      return ::write(descriptor_, rest.data(), rest.size());
    });
    if (error_number == 0) return Status::OK();
    return Status::FromErrno("cannot report to the run's first process", error_number);
  }

 private:
  int descriptor_;
  std::mutex mutex_;
};

/// Generates and tells of the files; returns what to tell at the end.
EndMessage GenerateTable(const OptionTable& table, Reporter* reporter) {
  Result<GenerateOptions> options = table.MakeGenerateOptions();
  if (!options.ok()) return {.status = options.status()};
  std::atomic<int64_t> shared_bytes = 0;
  options->on_file_complete = [&](const OutputFile& file, const FileTotals& totals) {
    // Now, for at the end the text is no longer there.
    shared_bytes = std::max(shared_bytes.load(), SharedMemoryBytes());
    return reporter->Send(FileMessage{file.relative_path, totals});
  };
  Progress progress;
  const GenerateReport report = Generate(*options, &progress, StopFlag());
  return {report.status, MeasureResources(0).peak_memory_bytes - shared_bytes,
          report.memory.budget_bytes, report.peak_bytes_in_flight, report.staging_bytes};
}

}  // namespace

int RunTableProcess(const OptionTable& options) {
  IgnoreWriteSignals();
  CatchRepeatedStopSignals();
  const Result<ProcessRole> role = options.parallel().role();
  if (!role.ok()) return ReportError(options.program(), role.status());
  Reporter reporter(role->report_descriptor);
  const EndMessage end = GenerateTable(options, &reporter);
  const Status sent = reporter.Send(end);
  return ExitStatus(end.status.ok() ? sent : end.status, StopSignal());
}

}  // namespace tpch
