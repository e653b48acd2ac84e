// The user's settings of a store, from its URI and from options.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tpch/modules/store_module.h"
#include "tpch/status.h"

namespace tpch {

/// The parts of a URI. Query parameters and command-line options are equivalent: settings by key.
class StoreSettings {
 public:
  /// Returns Invalid for a malformed URI, and for a repeated setting.
  static Result<StoreSettings> Parse(const StoreLocation& location);

  const std::string& scheme() const { return scheme_; }

  /// Returns the password in the URI; empty if there is none.
  const std::string& password() const { return password_; }

  /// Returns the URI without settings and secrets, for messages.
  const std::string& shown_uri() const { return shown_uri_; }

  /// Returns Invalid, listing `keys`, if a setting is not among them.
  Status CheckKeys(std::span<const std::string_view> keys) const;

  /// Returns the value of a setting, or nullopt.
  std::optional<std::string> Get(std::string_view key) const;

  /// Returns the value of a setting, or `otherwise` if it is not set. Returns Invalid unless it is
  /// a whole number from `min` to `max`.
  Result<int64_t> GetInteger(std::string_view key, int64_t min, int64_t max,
                             int64_t otherwise) const;

  /// Returns whether a setting is `true`. Returns Invalid unless it is `true`, `false` or not set.
  Result<bool> GetFlag(std::string_view key) const;

  /// Returns the URI, with the settings among `keys` as its query.
  std::string UriWith(std::span<const std::string_view> keys) const;

  /// Returns the text with `***` for the URI's password, for the values of settings that may be
  /// secrets, and for secrets from the environment.
  std::string WithoutSecrets(std::string text) const;

 private:
  std::string scheme_;
  std::string uri_;  // without the query
  std::string shown_uri_;
  std::string password_;
  std::map<std::string, std::string, std::less<>> values_;
  std::vector<std::string> secrets_;
};

}  // namespace tpch
