#include "tpch/text/text_memory.h"

#include <fmt/format.h>
#include <sys/mman.h>

#include <cerrno>
#include <utility>

namespace tpch {

Result<TextMemory> TextMemory::Reserve(size_t size_bytes) {
  void* data = ::mmap(nullptr, size_bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED) {
    return Status::FromErrno(
        fmt::format("cannot allocate {} MiB for the text pool", size_bytes >> 20), errno);
  }
  return TextMemory(static_cast<char*>(data), size_bytes);
}

TextMemory::~TextMemory() {
  if (data_ != nullptr) ::munmap(data_, size_bytes_);
}

TextMemory::TextMemory(TextMemory&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_bytes_(other.size_bytes_) {}

void TextMemory::UseHugePages() {
  // Only a hint: a kernel without huge pages uses small ones.
  ::madvise(data_, size_bytes_, MADV_HUGEPAGE);
}

}  // namespace tpch
