// Secrets that are known word for word, and texts without them.

#pragma once

#include <span>
#include <string>
#include <vector>

namespace tpch {

/// Returns the secrets in those environment variables that the client libraries of stores read.
std::vector<std::string> SecretsOfEnvironment();

/// Returns the text with `***` for each of the secrets, in the order given. Those of less than four
/// characters stay, since they are in any text by chance.
std::string HideWords(std::string text, std::span<const std::string> secrets);

}  // namespace tpch
