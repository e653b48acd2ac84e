#include "tpch/store/object_output.h"

#include <fmt/format.h>

#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/store/object_directory.h"

namespace tpch {
namespace {

// Appends to one object.
class ObjectSink : public Sink {
 public:
  ObjectSink(ObjectDirectory* directory, std::string path, std::unique_ptr<ObjectUpload> upload,
             BufferPool* pool)
      : directory_(directory), path_(std::move(path)), upload_(std::move(upload)), pool_(pool) {}

  WriteOrder write_order() const override { return WriteOrder::kSequential; }

  Status Write(ByteBuffer buffer, int64_t offset) override {
    const int64_t max_bytes = directory_->store()->max_object_bytes();
    if (offset + static_cast<int64_t>(buffer.size()) > max_bytes) {
      return Status::IoError(fmt::format("'{}' would have more than the {} bytes of an object",
                                         directory_->Name(path_), max_bytes),
                             FormatMessage("use more {}", Field::kNumParts));
    }
    TPCH_RETURN_NOT_OK(directory_->Check("write", path_, upload_->Write(buffer.view())));
    pool_->Give(std::move(buffer));
    return Status::OK();
  }

  // Closing the upload makes the object appear, so only GiveName may do it.
  Status Finish(int64_t size_bytes, std::string_view /*magic*/) override {
    size_bytes_ = size_bytes;
    return Status::OK();
  }

  void Abort() override { upload_->Abort(); }

 private:
  Status DoGiveName() override {
    TPCH_RETURN_NOT_OK(directory_->Check("write", path_, upload_->Close()));
    const auto info = directory_->store()->files()->GetFileInfo(directory_->Key(path_));
    TPCH_RETURN_NOT_OK(directory_->Check("examine", path_, info.status()));
    if (info->IsFile() && info->size() == size_bytes_) return Status::OK();
    // Do not leave an incomplete object; if it cannot be removed, the error still reports it.
    static_cast<void>(directory_->Remove(path_));
    const std::string found =
        info->IsFile() ? fmt::format("{} bytes", info->size()) : std::string("nothing");
    return Status::IoError(fmt::format(
        "the store has acknowledged {} bytes of '{}', and has {}; check the store's log",
        size_bytes_, directory_->Name(path_), found));
  }

  ObjectDirectory* const directory_;
  const std::string path_;
  std::unique_ptr<ObjectUpload> upload_;
  BufferPool* const pool_;
  int64_t size_bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Sink>> ObjectOutput::OpenSink(const std::string& path,
                                                     Existing /*existing*/) {
  auto upload = directory_->store()->OpenUpload(directory_->Key(path));
  TPCH_RETURN_NOT_OK(directory_->Check("write", path, upload.status()));
  return std::unique_ptr<Sink>(new ObjectSink(directory_, path, std::move(*upload), pool_));
}

std::string ObjectOutput::Describe() const {
  return fmt::format("uploads to {}", directory_->store()->name());
}

int64_t ObjectOutput::peak_staging_bytes() const { return directory_->blocks().peak_bytes(); }

}  // namespace tpch
