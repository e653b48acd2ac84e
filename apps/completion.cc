#include "apps/completion.h"

#include <fmt/format.h>

#include "apps/parse.h"

namespace tpch {

Result<std::string> MakeCompletion(std::string_view shell, const CommandDescription& program) {
  const EnumName<Shell>* const found = FindByName(NormalizeWord(shell), kShells);
  if (found == nullptr) {
    return Status::Invalid(
        fmt::format("SHELL: '{}' is not a shell; use {}", shell, ListNames(kShells)));
  }
  switch (found->value) {
    case Shell::kBash:
      return FormatBashCompletion(program);
    case Shell::kZsh:
      return FormatZshCompletion(program);
    case Shell::kFish:
      break;
  }
  return FormatFishCompletion(program);
}

std::string ChoiceName(const OptionDescription& option) {
  for (const std::string& name : option.names) {
    if (name.starts_with("--")) return name.substr(2);
  }
  return option.names.front();
}

}  // namespace tpch
