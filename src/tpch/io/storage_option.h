// Settings of object stores as `KEY=VALUE`: knows the keys, and shows settings without secrets.

#pragma once

#include <string>
#include <string_view>

namespace tpch {

/// Returns whether a key may be shown: it is a store's key, or a misspelling of one. Any other word
/// may be a secret without its key: many secrets end with an equals sign.
bool MayShowKey(std::string_view key);

/// Returns `KEY=VALUE` with `***` for the value, unless the key is known to be harmless and the
/// value has a harmless form; returns `***` if the key may not be shown either.
std::string RedactStorageOption(std::string_view option);

}  // namespace tpch
