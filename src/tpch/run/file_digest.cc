#include "tpch/run/file_digest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <cerrno>
#include <fstream>
#include <new>
#include <vector>

namespace tpch {

FileDigest::FileDigest() : state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_64bits_reset(state_.get());
}

void FileDigest::Update(std::string_view bytes) {
  XXH3_64bits_update(state_.get(), bytes.data(), bytes.size());
}

uint64_t FileDigest::value() const { return XXH3_64bits_digest(state_.get()); }

void FileDigest::Free::operator()(XXH3_state_s* state) const { XXH3_freeState(state); }

Result<uint64_t> DigestOfFile(const std::filesystem::path& path, const std::atomic<bool>& stop) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> piece(size_t{1} << 20);
  FileDigest digest;
  while (file && !stop) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    digest.Update({piece.data(), static_cast<size_t>(file.gcount())});
  }
  if (stop) return Status::Cancelled("interrupted");
  if (file.eof()) return digest.value();
  return Status::FromErrno(fmt::format("cannot read '{}'", path.string()), errno);
}

}  // namespace tpch
