#include "tpch/run/file_digest.h"

#include <xxhash.h>

#include <new>

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

Result<uint64_t> DigestOfFile(OutputDirectory* directory, const std::string& path,
                              const StopCondition& stop) {
  FileDigest digest;
  TPCH_RETURN_NOT_OK(directory->Read(path, [&](std::string_view piece) {
    digest.Update(piece);
    return stop.IsMet() ? Status::Cancelled("interrupted") : Status::OK();
  }));
  return digest.value();
}

}  // namespace tpch
