// URIs as output directories: which ones there are, and how they are shown without their secrets.

#pragma once

#include <string>
#include <string_view>

#include "tpch/base/status.h"

namespace tpch {

/// Returns whether an output directory is a URI (`scheme://...`), or was meant as that of a store
/// (`s3:...`), and not a local path.
bool IsUri(std::string_view output_dir);

/// Returns Invalid for a URI whose scheme is not that of an object store.
Status CheckScheme(std::string_view uri);

/// Returns the text with `***` for whatever may be a secret in the URIs that it holds: passwords,
/// and the values of all parameters but those that are known to be harmless.
std::string RedactUris(std::string_view text);

/// Returns `KEY=VALUE` with `***` for the value, unless the key is known to be harmless.
std::string RedactStorageOption(std::string_view option);

}  // namespace tpch
