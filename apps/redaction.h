// What the programs show of their arguments: never a secret.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// Returns a program's arguments with `***` in place of what may be secrets of stores.
std::vector<std::string> RedactArguments(const std::vector<std::string>& arguments);

/// Notes the arguments of this process and the secrets of its environment for HideSecrets. To be
/// called before anything is shown, and before threads begin.
void RememberSecrets(const std::vector<std::string>& arguments);

/// Returns a text without what RedactArguments hides of the noted arguments, the secrets of the
/// environment, and those of any URI. Thread-safe.
std::string HideSecrets(std::string_view text);

}  // namespace tpch
