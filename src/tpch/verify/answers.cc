#include "tpch/verify/answers.h"

#include <filesystem>
#include <optional>

#include "tpch/generate.h"
#include "tpch/modules/module_loader.h"
#include "tpch/schema/table.h"
#include "tpch/verify/found_files.h"
#include "tpch/verify/queries.h"
#include "tpch/verify/scratch_directory.h"

namespace tpch {
namespace {

// Generates the reference in a directory, in the format that is fastest to query.
Result<FilesOfTables> GenerateReference(const ExpectedData& data, const VerifyOptions& verify,
                                        const std::filesystem::path& dir,
                                        const std::atomic<bool>& stop) {
  GenerateOptions options;
  options.selection.scale_factor = data.scale_factor;
  options.selection.tables.assign(kAllTables.begin(), kAllTables.end());
  options.selection.max_rows = data.max_rows;
  if (!LoadReaderModule().ok()) options.format = FileFormat::kCsv;
  options.output_dir = dir;
  options.num_threads = verify.num_threads;
  options.session = verify.session;
  options.stop = &stop;
  const GenerateReport report = Generate(options);
  TPCH_RETURN_NOT_OK(report.status);
  TPCH_ASSIGN_OR_RETURN(const FoundFiles found, FindFiles({dir}, {}, stop));
  return OpenTables(found.files, stop);
}

bool HasKnownAnswers(const ExpectedData& data, const QueryRun& run) {
  return data.scale_factor == ScaleFactor::FromInteger(1) && data.max_rows == kAllRows && !run.seed;
}

}  // namespace

Result<std::vector<QueryReport>> CompareAnswers(const FilesOfTables& tables,
                                                const ExpectedData& data,
                                                const VerifyOptions& options,
                                                const std::atomic<bool>& stop) {
  TPCH_ASSIGN_OR_RETURN(const ScratchDirectory scratch, ScratchDirectory::Make(options.temp_dir));
  QueryRequest request = {.tables = &tables,
                          .reference = nullptr,
                          .run = options.query_run,
                          .scale_factor = data.scale_factor};
  std::optional<FilesOfTables> reference;
  if (!HasKnownAnswers(data, options.query_run)) {
    TPCH_ASSIGN_OR_RETURN(reference,
                          GenerateReference(data, options, scratch.path() / "reference", stop));
    request.reference = &*reference;
  }
  return RunQueries(request, scratch.path(), stop);
}

}  // namespace tpch
