// Hides secrets in arguments that the programs show.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// Returns a program's arguments with `***` instead of possible secrets of stores.
std::vector<std::string> RedactArguments(const std::vector<std::string>& arguments);

/// Records the arguments of this process and the secrets of its environment for HideSecrets. Call
/// it before any output, and before threads start.
void RememberSecrets(const std::vector<std::string>& arguments);

/// Returns a text without the parts that RedactArguments hides in the recorded arguments, the
/// secrets of the environment, and those of any URI. Thread-safe.
std::string HideSecrets(std::string_view text);

}  // namespace tpch
