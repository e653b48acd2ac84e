#include "apps/store_options.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "apps/command_line.h"
#include "tpch/io/output_uri.h"

namespace tpch {
namespace {

constexpr const char* kStorageOption = "--storage-option";

constexpr const char* kLocalOptions[] = {"--io", "--async-io", "--direct", "--fsync",
                                         "--no-space-check"};

Result<std::pair<std::string, std::string>> ParseSetting(const std::string& setting) {
  const size_t equals = setting.find('=');
  if (equals != std::string::npos && equals > 0) {
    return std::pair(setting.substr(0, equals), setting.substr(equals + 1));
  }
  // The word may be a secret without its key.
  return Status::Invalid(
      fmt::format("{}: a word of {} characters is not KEY=VALUE; use for example "
                  "region=eu-central-1",
                  kStorageOption, setting.size()));
}

}  // namespace

StoreOptions::StoreOptions(CLI::App* app) : app_(app) {
  AddRepeatableOption(app,
                      {OptionGroup::kWhere, kStorageOption, "KEY=VALUE",
                       "Setting of an object store, such as region=eu-central-1; "
                       "repeatable"},
                      settings_);
}

Status StoreOptions::Read(GenerateOptions* options) const {
  if (!IsUri(options->output_dir)) {
    if (settings_.empty()) return Status::OK();
    return Status::Invalid(fmt::format(
        "{}: '{}' is a local directory; use --output-dir s3://, gs:// or abfs://, or leave it out",
        kStorageOption, options->output_dir));
  }
  TPCH_RETURN_NOT_OK(CheckScheme(options->output_dir));
  for (const char* option : kLocalOptions) {
    if (!IsGiven(*app_, option)) continue;
    return Status::Invalid(fmt::format(
        "{}: object stores do not have this option; leave it out, or use the path of a local "
        "directory",
        option));
  }
  for (const std::string& setting : settings_) {
    TPCH_ASSIGN_OR_RETURN(auto parsed, ParseSetting(setting));
    options->storage_options.push_back(std::move(parsed));
  }
  return Status::OK();
}

}  // namespace tpch
