// Digests of the reference's files, from tests/data/golden.

#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tpch {

/// Returns the MD5 of `bytes` in hexadecimal.
inline std::string Md5(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL has no MD5 here");
  }
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += "0123456789abcdef"[digest[i] >> 4];
    text += "0123456789abcdef"[digest[i] & 15];
  }
  return text;
}

/// The known digests of a reference file.
struct GoldenFile {
  std::string md5;
  int64_t size_bytes;
  int64_t num_rows;
};

inline void from_json(const nlohmann::json& json, GoldenFile& file) {
  file = {json.at("md5"), json.at("bytes"), json.at("rows")};
}

/// Reads the entry `key` of a file in tests/data/golden.
inline nlohmann::json ReadGolden(const std::string& name, const std::string& key) {
  std::ifstream file(TPCH_GOLDEN_DIR "/" + name);
  return nlohmann::json::parse(file).at(key);
}

}  // namespace tpch
