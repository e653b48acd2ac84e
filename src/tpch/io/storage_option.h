// Settings of object stores as `KEY=VALUE`: which keys there are, and how a setting is shown.

#pragma once

#include <string>
#include <string_view>

namespace tpch {

/// Returns whether a key may be shown: it is that of some store, or a misspelling of one. Any other
/// word may be a secret whose key was forgotten: many secrets end with an equals sign.
bool MayShowKey(std::string_view key);

/// Returns `KEY=VALUE` with `***` for the value, unless the key is known to be harmless and the
/// value has the form of one that is; and `***` for a key that may not be shown.
std::string RedactStorageOption(std::string_view option);

}  // namespace tpch
