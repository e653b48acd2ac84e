// What a user says about a store, in its URI and by options.

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

/// A URI in its pieces. The parameters of its query and the options of the command line are the
/// same thing: settings by their keys.
class StoreSettings {
 public:
  /// Returns Invalid for a malformed URI, and for a setting that is there twice.
  static Result<StoreSettings> Parse(const StoreLocation& location);

  const std::string& scheme() const { return scheme_; }

  /// Returns the password of the URI; empty where it has none.
  const std::string& password() const { return password_; }

  /// Returns the URI without settings and secrets: what messages show.
  const std::string& shown_uri() const { return shown_uri_; }

  /// Returns Invalid for a setting that is none of `keys`, naming those.
  Status CheckKeys(std::span<const std::string_view> keys) const;

  /// Returns the value of a setting, or nothing.
  std::optional<std::string> Get(std::string_view key) const;

  /// Returns the value of a setting, or `otherwise`. Invalid unless it is a whole number from `min`
  /// to `max`.
  Result<int64_t> GetInteger(std::string_view key, int64_t min, int64_t max,
                             int64_t otherwise) const;

  /// Returns whether a setting is `true`. Invalid unless it is `true`, `false` or not there.
  Result<bool> GetFlag(std::string_view key) const;

  /// Returns the URI with those settings that are among `keys` as its query.
  std::string UriWith(std::span<const std::string_view> keys) const;

  /// Returns the text with `***` for the password of the URI, the values of settings that may be
  /// secrets, and what the environment holds of them.
  std::string WithoutSecrets(std::string text) const;

 private:
  std::string scheme_;
  std::string uri_;  // without query
  std::string shown_uri_;
  std::string password_;
  std::map<std::string, std::string, std::less<>> values_;
  std::vector<std::string> secrets_;
};

}  // namespace tpch
