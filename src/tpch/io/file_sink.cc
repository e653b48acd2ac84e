#include "tpch/io/file_sink.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "tpch/base/file_descriptor.h"

namespace tpch {
namespace {

class FileSink : public Sink {
 public:
  FileSink(std::unique_ptr<UnfinishedFile> file, Durability durability, BufferPool* pool)
      : file_(std::move(file)), durability_(durability), pool_(pool) {}

  // The kernel writes a file's pages under one lock, for which a second writer would only spin.
  WriteOrder write_order() const override { return WriteOrder::kSequential; }

  Status Write(ByteBuffer buffer, int64_t offset) override {
    const int error_number = WriteFullyAt(file_->descriptor(), buffer.view(), offset);
    if (error_number != 0) return file_->Error("write", error_number);
    pool_->Give(std::move(buffer));
    return Status::OK();
  }

  Status Finish(int64_t size_bytes, std::string_view magic) override {
    if (durability_ == Durability::kSynced && ::fsync(file_->descriptor()) != 0) {
      return file_->Error("sync", errno);
    }
    return file_->Finish(size_bytes, magic);
  }

  void Abort() override { file_->Abort(); }

 private:
  Status DoGiveName() override {
    TPCH_RETURN_NOT_OK(file_->GiveName());
    return durability_ == Durability::kSynced ? file_->SyncDirectory() : Status::OK();
  }

  std::unique_ptr<UnfinishedFile> file_;
  Durability durability_;
  BufferPool* pool_;
};

}  // namespace

std::unique_ptr<Sink> MakeFileSink(std::unique_ptr<UnfinishedFile> file, Durability durability,
                                   BufferPool* pool) {
  return std::make_unique<FileSink>(std::move(file), durability, pool);
}

}  // namespace tpch
