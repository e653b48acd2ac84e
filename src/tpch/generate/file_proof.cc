#include "tpch/generate/file_proof.h"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "tpch/base/format_message.h"
#include "tpch/run/file_digest.h"
#include "tpch/run/null_output.h"

namespace tpch {

Result<DigestsOfFiles> DigestPlan(const Plan& plan, const Format& format, RunOptions options) {
  NullOutput output(options.buffer_pool);
  Progress unseen;
  options.output = &output;
  options.digest = DigestKind::kXxh3;
  options.progress = &unseen;
  const RunResult result = RunPlan(plan, format, options);
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

Result<int64_t> KeepEqualFiles(const Plan& plan, const DigestsOfFiles& made,
                               OutputDirectory* directory, const StopCondition& stop,
                               FoundOutputs* found) {
  int64_t num_kept = 0;
  for (const OutputFile& file : plan.files) {
    const std::string& path = file.relative_path;
    const FileTotals& totals = made.at(path);
    TPCH_ASSIGN_OR_RETURN(const bool is_same, HasDigest(directory, path, totals, stop));
    if (is_same) {
      found->kept_paths.insert(path);
      found->claim.manifest.List(file, totals);
      ++num_kept;
    } else if (!found->has_manifest) {
      return Status::Invalid(
          Field::kResume,
          fmt::format("'{}' exists already and is not what these options make, and no manifest "
                      "says that it may be replaced",
                      directory->Name(path)),
          FormatMessage("use {} to replace", Field::kOverwrite));
    }
  }
  return num_kept;
}

}  // namespace tpch
