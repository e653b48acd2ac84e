// Sizes as text: a number and a unit without a space, as program options accept them, and a
// readable form for reports.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tpch {

/// Returns the shortest text of exactly this many bytes: `1MiB`, `1TB`, `100B`.
/// REQUIRES: size_bytes >= 0.
std::string ExactSize(int64_t size_bytes);

/// Return at most three digits (four from 1000 to 1023) in the largest unit that fits, rounded up
/// or down: `8.87MiB`, `678MiB`. REQUIRES: size_bytes >= 0.
std::string SizeAtLeast(int64_t size_bytes);
std::string SizeAtMost(int64_t size_bytes);

/// Parses a positive size such as `64MiB`, `1.5GB` or `4096`, of at most 10^18 bytes.
std::optional<int64_t> ParseSizeText(std::string_view text);

/// Returns a readable decimal size with three digits: `759 MB`, `1.07 GB`.
std::string FormatSize(double size_bytes);

/// Returns a readable count with three digits: `6.00 M`.
std::string FormatCount(double count);

}  // namespace tpch
