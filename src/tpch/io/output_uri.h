// URIs as output directories: which ones there are, and how they are shown without their secrets.

#pragma once

#include <string>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Returns whether an output directory is a URI (`scheme://...`), or was meant as that of a store
/// (`s3:...`, `S3:/...`, `.../KEY:SECRET@...` after two slashes), and not a local path.
bool IsUri(std::string_view output_dir);

/// Returns Invalid for a URI whose scheme is not that of an object store.
Status CheckScheme(std::string_view uri);

/// Returns a URI, well-formed or not, with `***` for whatever may be a secret in it: passwords, and
/// the values of all parameters but those that are known to be harmless. All of the text is taken
/// for the URI; a text that is none (IsUri) is returned as it is.
std::string RedactUri(std::string_view uri);

/// Returns the text with RedactUri applied to the URIs that it holds, each of which ends with the
/// quote before it, or with a blank.
std::string RedactUris(std::string_view text);

}  // namespace tpch
