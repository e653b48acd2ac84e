// Hides secrets in arguments that the programs show.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tpch {

/// Returns a program's arguments with `***` instead of possible secrets of stores.
std::vector<std::string> RedactArguments(const std::vector<std::string>& arguments);

/// The secrets that a text may contain. Immutable, so thread-safe.
class Secrets {
 public:
  Secrets() = default;

  /// Records the secrets of these arguments and of the environment.
  explicit Secrets(const std::vector<std::string>& arguments);

  /// Returns a text without the parts that RedactArguments hides in the arguments, the secrets of
  /// the environment, and those of any URI.
  std::string Hide(std::string_view text) const;

 private:
  struct Replacement {
    std::string text;
    std::string shown;
  };

  std::vector<Replacement> arguments_;  // longest first: one may contain another
  std::vector<std::string> words_;
};

/// Records the secrets of this process for HideSecrets. Call it before any output, and before
/// threads start.
void RememberSecrets(const std::vector<std::string>& arguments);

/// Returns a text without the secrets of this process. Thread-safe.
std::string HideSecrets(std::string_view text);

}  // namespace tpch
