// Strings that dbgen builds rather than picks: addresses, phones, numbered names, part names.
// Every function writes at `out`, may write up to kTextSlack bytes past the end that it returns,
// and draws from the row's seed.

#pragma once

#include <cstdint>
#include <string_view>

namespace tpch {

inline constexpr int kMaxAddressSizeBytes = 40;
inline constexpr int kPhoneSizeBytes = 15;
inline constexpr int kMaxPartNameSizeBytes = 5 * 10 + 4;
/// "Customer#" and the digits of the largest key.
inline constexpr int kMaxNumberedNameSizeBytes = 9 + 19;

/// Writes 10 to 40 random characters (spec clause 4.2.2.7).
char* WriteAddress(uint32_t seed, char* out);

/// Writes `cc-aaa-eee-nnnn`; the country code is 10 + the nation key (spec clause 4.2.2.9).
char* WritePhone(uint32_t seed, int64_t nation_key, char* out);

/// Writes the prefix and the number, zero-padded to at least nine digits.
char* WriteNumberedName(std::string_view prefix, int64_t number, char* out);

/// Writes five different colours (spec clause 4.2.3, P_NAME).
char* WritePartName(uint32_t seed, char* out);

}  // namespace tpch
