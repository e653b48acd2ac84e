#include "apps/completion.h"

#include <fmt/format.h>

#include <algorithm>

namespace tpch {

Result<std::string> MakeCompletion(std::string_view shell, const CommandDescription& program) {
  const auto* const word =
      std::ranges::find(kShellWords, NormalizeWords(shell), &Word<Shell>::name);
  if (word == std::end(kShellWords)) {
    return Status::Invalid(fmt::format("SHELL: '{}' is not a shell; use bash, zsh or fish", shell));
  }
  switch (word->value) {
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
