#include "tpch/verify/inputs.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "tpch/base/format_message.h"

namespace tpch {
namespace {

// Adds standard input, whose table only the options can specify.
Status AddStandardInput(const VerifyOptions& options, const std::atomic<bool>& stop,
                        Inputs* inputs) {
  TPCH_ASSIGN_OR_RETURN(StandardInput input, StandardInput::Read(options.temp_dir, stop));
  inputs->standard_input.emplace(std::move(input));
  inputs->found.files.push_back(inputs->standard_input->AsFile(*options.table));
  return Status::OK();
}

}  // namespace

Result<Inputs> FindInputs(const VerifyOptions& options, const std::atomic<bool>& stop) {
  std::vector<std::filesystem::path> paths = options.paths;
  const bool reads_stdin = std::erase_if(paths, IsStandardInput) > 0;
  if (reads_stdin && !options.table) {
    return Status::Invalid("-: standard input does not say which table it is",
                           FormatMessage("use {}", Field::kTable));
  }
  Inputs inputs;
  if (!paths.empty() || !reads_stdin) {
    TPCH_ASSIGN_OR_RETURN(inputs.found, FindFiles(paths, options.table, stop));
  }
  if (reads_stdin) TPCH_RETURN_NOT_OK(AddStandardInput(options, stop, &inputs));
  return inputs;
}

}  // namespace tpch
