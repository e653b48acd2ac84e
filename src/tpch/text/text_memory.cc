#include "tpch/text/text_memory.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tpch {
namespace {

Status CannotShare(const char* call) {
  return Status::FromErrno(fmt::format("cannot share the text between processes: {}", call), errno);
}

}  // namespace

Result<TextMemory> TextMemory::Reserve(size_t size_bytes, TextMemorySharing sharing) {
  TextMemory memory;
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  if (sharing == TextMemorySharing::kShared) {
    memory.descriptor_ = ::memfd_create("tpch_text", MFD_CLOEXEC);
    if (memory.descriptor_ < 0) return CannotShare("memfd_create");
    if (::ftruncate(memory.descriptor_, static_cast<off_t>(size_bytes)) != 0) {
      return CannotShare("ftruncate of a memfd");
    }
    flags = MAP_SHARED | MAP_NORESERVE;
  }
  void* data = ::mmap(nullptr, size_bytes, PROT_READ | PROT_WRITE, flags, memory.descriptor_, 0);
  if (data == MAP_FAILED) {
    return Status::FromErrno(
        fmt::format("cannot allocate {} MiB for the text pool", size_bytes >> 20), errno);
  }
  memory.data_ = static_cast<char*>(data);
  memory.size_bytes_ = size_bytes;
  return memory;
}

Result<TextMemory> TextMemory::Map(size_t size_bytes, int descriptor) {
  struct stat status{};
  // Reading beyond the end of a file that is mapped would end the process.
  if (::fstat(descriptor, &status) != 0) return CannotShare("fstat");
  if (status.st_size != static_cast<off_t>(size_bytes)) {
    return Status::IoError(fmt::format(
        "cannot share the text between processes: descriptor {} has {} bytes in place of {}",
        descriptor, status.st_size, size_bytes));
  }
  void* data = ::mmap(nullptr, size_bytes, PROT_READ, MAP_SHARED, descriptor, 0);
  if (data == MAP_FAILED) return CannotShare("mmap");
  TextMemory memory;
  memory.data_ = static_cast<char*>(data);
  memory.size_bytes_ = size_bytes;
  return memory;
}

TextMemory::~TextMemory() {
  if (data_ != nullptr) ::munmap(data_, size_bytes_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

TextMemory::TextMemory(TextMemory&& other) noexcept { *this = std::move(other); }

TextMemory& TextMemory::operator=(TextMemory&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_bytes_, other.size_bytes_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void TextMemory::UseHugePages() {
  // Advice: a kernel without huge pages goes on with small ones.
  ::madvise(data_, size_bytes_, MADV_HUGEPAGE);
}

}  // namespace tpch
