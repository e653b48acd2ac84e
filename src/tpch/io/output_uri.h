// URIs as output directories: recognizes them, and shows them without their secrets.

#pragma once

#include <string>
#include <string_view>

#include "tpch/status.h"

namespace tpch {

/// Returns whether an output directory is a URI (`scheme://...`), or was meant as a store's URI
/// (`s3:...`, `S3:/...`, `.../KEY:SECRET@...` after two slashes), and not a local path.
bool IsUri(std::string_view output_dir);

/// Returns Invalid if the scheme of a URI does not belong to an object store.
Status CheckScheme(std::string_view uri);

/// Returns a URI, well-formed or not, with `***` for anything that may be a secret: passwords, and
/// the values of all parameters except known harmless ones. Treats the whole text as one URI;
/// returns a text that is not a URI (IsUri) unchanged.
std::string RedactUri(std::string_view uri);

/// Returns the text with RedactUri applied to each URI in it. A URI after a quote ends at the next
/// such quote, other URIs at a space.
std::string RedactUris(std::string_view text);

}  // namespace tpch
