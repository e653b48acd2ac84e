// The values of options that are known in advance, for completion.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tpch {

enum class ChoiceKind : uint8_t {
  kAny,        ///< numbers and other values without choices
  kWord,       ///< one of the words, in any case
  kList,       ///< words separated by commas, in any case
  kAssigned,   ///< `WORD=VALUE` separated by commas, in any case
  kFile,       ///< a path
  kDirectory,  ///< the path of a directory
};

/// The values of an option or a positional argument.
struct OptionChoices {
  ChoiceKind kind = ChoiceKind::kAny;
  std::vector<std::string_view> words = {};
};

/// Returns the choices of an option of a command by its long name, without dashes, or of an
/// argument by its name.
OptionChoices ChoicesOf(std::string_view command, std::string_view name);

}  // namespace tpch
