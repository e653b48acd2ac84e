// The destination of a run's files, provided by its caller.

#pragma once

#include <memory>

#include "tpch/io/sink.h"
#include "tpch/run/file_totals.h"
#include "tpch/run/plan.h"
#include "tpch/status.h"

namespace tpch {

/// Called once at each end of a file's life, by any thread, for several files at once.
class RunOutput {
 public:
  virtual ~RunOutput() = default;

  /// Makes the file's sink when its first chunk arrives.
  virtual Result<std::unique_ptr<Sink>> OpenSink(const OutputFile& file) = 0;

  /// Gives the finished file its final name (Sink::GiveName), or returns why it must not have it.
  /// An error after GiveName ends the run, but the file stays.
  virtual Status NameFile(const OutputFile& /*file*/, const FileTotals& /*totals*/, Sink* sink) {
    return sink->GiveName();
  }
};

}  // namespace tpch
