// Hides known secrets in texts.

#pragma once

#include <span>
#include <string>
#include <vector>

namespace tpch {

/// Returns the secrets in the environment variables that the stores' client libraries read.
std::vector<std::string> SecretsOfEnvironment();

/// Returns the text with `***` for each of the secrets, in the given order. Ignores secrets of
/// fewer than four characters, which occur in any text by chance.
std::string HideWords(std::string text, std::span<const std::string> secrets);

}  // namespace tpch
