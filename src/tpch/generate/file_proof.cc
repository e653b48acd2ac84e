#include "tpch/generate/file_proof.h"

#include <memory>
#include <optional>

#include "tpch/run/file_digest.h"
#include "tpch/run/null_output.h"
#include "tpch/run/run.h"
#include "tpch/tables/initial_database.h"

namespace tpch {

Result<DigestsOfFiles> DigestPlan(const Plan& plan, const Format& format, const MemoryPlan& memory,
                                  BufferPool* buffer_pool, StopCondition* stop) {
  TPCH_ASSIGN_OR_RETURN(const std::unique_ptr<TextPool> text_pool,
                        TextPool::Make(memory.text_pool));
  const InitialDatabase database({plan.scale_factor, text_pool.get()});
  NullOutput output(buffer_pool);
  Progress unseen;
  const RunResult result = RunPlan(plan, format,
                                   {.num_threads = memory.num_threads,
                                    .budget_bytes = memory.budget_bytes,
                                    .digest = DigestKind::kXxh3,
                                    .output = &output,
                                    .source = &database,
                                    .text_pool = text_pool.get(),
                                    .buffer_pool = buffer_pool,
                                    .progress = &unseen,
                                    .stop = stop});
  TPCH_RETURN_NOT_OK(result.status);
  DigestsOfFiles files;
  for (const auto& [file, totals] : result.complete_files) {
    files.emplace(plan.files[file].relative_path, totals);
  }
  return files;
}

Result<bool> HasDigest(OutputDirectory* directory, const std::string& path,
                       const FileTotals& totals, const StopCondition& stop) {
  TPCH_ASSIGN_OR_RETURN(const std::optional<OutputEntry> entry, directory->Examine(path));
  if (!totals.xxh3 || !entry || entry->kind != OutputEntry::Kind::kFile ||
      entry->size_bytes != totals.size_bytes) {
    return false;
  }
  TPCH_ASSIGN_OR_RETURN(const uint64_t digest, DigestOfFile(directory, path, stop));
  return digest == totals.xxh3;
}

}  // namespace tpch
