// Whether a store can be reached at all.

#pragma once

#include <arrow/status.h>

#include <string>

namespace tpch {

/// Returns an IOError when nobody knows the host of `authority` (`host`, `host:port` or
/// `[address]:port`), or none of its addresses takes a connection within a few seconds.
/// `default_port` is that of the scheme. OK where the environment names a proxy, which alone can
/// tell.
///
/// Some client libraries wait for minutes where a network swallows what is sent.
arrow::Status CheckReachable(const std::string& authority, const std::string& default_port);

}  // namespace tpch
