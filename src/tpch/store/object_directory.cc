#include "tpch/store/object_directory.h"

#include <arrow/buffer.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tpch/store/object_output.h"
#include "tpch/store/store_error.h"

namespace tpch {
namespace {

// Concurrent uploads, unless the user chooses their number: a thread produces more than a
// connection can carry.
constexpr int kUploadsPerThread = 2;
constexpr int kMinUploads = 8;
constexpr int kMaxUploads = 1024;

// Bytes to read at once.
constexpr int64_t kReadBytes = int64_t{8} << 20;

// How often to read a text that changes meanwhile. Runs replace theirs far more rarely.
constexpr int kMaxReads = 10;

using StoreOpener = Result<std::unique_ptr<Store>> (*)(const StoreSettings& settings,
                                                       const StoreResources& resources);

Result<StoreOpener> FindOpener(const StoreSettings& settings) {
  const std::string& scheme = settings.scheme();
#ifdef TPCH_WITH_S3
  if (scheme == "s3") return OpenS3Store;
#endif
#ifdef TPCH_WITH_GCS
  if (scheme == "gs" || scheme == "gcs") return OpenGcsStore;
#endif
#ifdef TPCH_WITH_AZURE
  if (scheme == "abfs" || scheme == "abfss") return OpenAzureStore;
#endif
  return Status::Invalid(Field::kOutputDir,
                         fmt::format("'{}': the Apache Arrow of this build has no {}://",
                                     settings.shown_uri(), scheme),
                         "use the pyarrow wheel that ./dev installs, or a local directory");
}

OutputEntry MakeEntry(const arrow::fs::FileInfo& info) {
  if (!info.IsFile()) return {.kind = OutputEntry::Kind::kDirectory};
  const int64_t modified_ns = info.mtime().time_since_epoch().count();
  return {.size_bytes = info.size(), .modified_ns = modified_ns};
}

}  // namespace

Status InvalidSettings(const StoreSettings& settings, const arrow::Status& status) {
  if (!status.IsInvalid()) {
    return StoreError(settings.scheme(), "open", settings.shown_uri(),
                      status.WithMessage(settings.WithoutSecrets(status.message())));
  }
  return Status::Invalid(Field::kOutputDir, fmt::format("'{}': {}", settings.shown_uri(),
                                                        settings.WithoutSecrets(status.message())));
}

Result<std::string> CheckBasePath(const StoreSettings& settings, std::string path) {
  while (path.ends_with('/')) path.pop_back();
  if (!path.empty()) return path;
  return Status::Invalid(Field::kOutputDir,
                         fmt::format("'{}' names no bucket", settings.shown_uri()),
                         fmt::format("use a form such as {}://bucket/path", settings.scheme()));
}

Result<std::unique_ptr<OutputDirectory>> ObjectDirectory::Open(const StoreLocation& location,
                                                               int num_threads,
                                                               const StopCondition* stop) {
  TPCH_ASSIGN_OR_RETURN(StoreSettings settings, StoreSettings::Parse(location));
  TPCH_ASSIGN_OR_RETURN(const StoreOpener open_store, FindOpener(settings));
  TPCH_ASSIGN_OR_RETURN(
      const int64_t num_uploads,
      settings.GetInteger(kMaxUploadsKey, 1, kMaxUploads,
                          std::clamp(num_threads * kUploadsPerThread, kMinUploads, kMaxUploads)));
  std::unique_ptr<ObjectDirectory> directory(
      new ObjectDirectory(std::move(settings), static_cast<int>(num_uploads)));
  auto threads = arrow::internal::ThreadPool::Make(static_cast<int>(num_uploads));
  if (!threads.ok()) return Status::IoError("cannot start threads: " + threads.status().message());
  directory->threads_ = *threads;
  TPCH_ASSIGN_OR_RETURN(
      directory->store_,
      open_store(directory->settings_, {&directory->blocks_, directory->threads_.get(), stop}));
  return std::unique_ptr<OutputDirectory>(std::move(directory));
}

ObjectDirectory::ObjectDirectory(StoreSettings settings, int num_uploads)
    : settings_(std::move(settings)), num_uploads_(num_uploads), blocks_(num_uploads) {}

ObjectDirectory::~ObjectDirectory() {
  // The threads hold blocks and use the store.
  if (threads_ != nullptr) static_cast<void>(threads_->Shutdown(/*wait=*/true));
}

std::string ObjectDirectory::Name(const std::string& path) const {
  return path.empty() ? settings_.shown_uri() : settings_.shown_uri() + "/" + path;
}

Status ObjectDirectory::Check(std::string_view action, const std::string& path,
                              const arrow::Status& status) const {
  if (status.ok()) return Status::OK();
  return StoreError(store_->name(), action, Name(path),
                    status.WithMessage(settings_.WithoutSecrets(status.message())));
}

Result<OutputEntries> ObjectDirectory::List(const std::string& folder, std::string_view prefix) {
  if (!was_reached_) TPCH_RETURN_NOT_OK(Check("list", "", store_->CheckReachable()));
  arrow::fs::FileSelector selector;
  selector.base_dir = folder.empty() ? store_->base_path() : Key(folder);
  selector.allow_not_found = true;
  auto* const files = was_reached_ ? store_->files() : store_->impatient_files();
  const auto infos = files->GetFileInfo(selector);
  TPCH_RETURN_NOT_OK(Check("list", folder, infos.status()));
  was_reached_ = true;
  OutputEntries entries;
  for (const arrow::fs::FileInfo& info : *infos) {
    if (info.base_name().starts_with(prefix)) entries[info.base_name()] = MakeEntry(info);
  }
  return entries;
}

Result<std::optional<OutputEntry>> ObjectDirectory::Examine(const std::string& path) {
  const auto info = store_->files()->GetFileInfo(Key(path));
  TPCH_RETURN_NOT_OK(Check("examine", path, info.status()));
  if (info->type() == arrow::fs::FileType::NotFound) return std::optional<OutputEntry>();
  return std::optional(MakeEntry(*info));
}

Status ObjectDirectory::Read(const std::string& path, const PieceConsumer& consume) {
  const auto file = store_->files()->OpenInputStream(Key(path));
  TPCH_RETURN_NOT_OK(Check("read", path, file.status()));
  while (true) {
    const auto piece = (*file)->Read(kReadBytes);
    TPCH_RETURN_NOT_OK(Check("read", path, piece.status()));
    if ((*piece)->size() == 0) return Status::OK();
    TPCH_RETURN_NOT_OK(consume(std::string_view(**piece)));
  }
}

arrow::Result<std::shared_ptr<arrow::Buffer>> ObjectDirectory::ReadOnce(const std::string& path,
                                                                        int64_t size_bytes) {
  ARROW_ASSIGN_OR_RAISE(const auto file, store_->files()->OpenInputStream(Key(path)));
  return file->Read(size_bytes);
}

Result<std::optional<std::string>> ObjectDirectory::ReadText(const std::string& path) {
  // Another run may replace or remove the object between any two requests.
  TPCH_ASSIGN_OR_RETURN(std::optional<OutputEntry> entry, Examine(path));
  for (int i = 0; i < kMaxReads; ++i) {
    if (!entry || entry->kind != OutputEntry::Kind::kFile) return std::optional<std::string>();
    TPCH_RETURN_NOT_OK(CheckTextSize(Name(path), entry->size_bytes));
    const auto text = ReadOnce(path, entry->size_bytes);
    TPCH_ASSIGN_OR_RETURN(const std::optional<OutputEntry> entry_after, Examine(path));
    const bool is_whole = !text.ok() || (*text)->size() == entry->size_bytes;
    if (entry_after == entry && is_whole) {
      TPCH_RETURN_NOT_OK(Check("read", path, text.status()));
      return std::optional((*text)->ToString());
    }
    entry = entry_after;
  }
  return Status::IoError(fmt::format("'{}' changed each time it was read", Name(path)),
                         "wait until other runs have ended");
}

Status ObjectDirectory::ReplaceText(const std::string& path, std::string_view text) {
  auto upload = store_->OpenUpload(Key(path));
  TPCH_RETURN_NOT_OK(Check("write", path, upload.status()));
  TPCH_RETURN_NOT_OK(Check("write", path, (*upload)->Write(text)));
  return Check("write", path, (*upload)->Close());
}

Status ObjectDirectory::Remove(const std::string& path) {
  return Check("remove", path, store_->Remove(Key(path)));
}

int64_t ObjectDirectory::StagingBytes(int64_t /*estimated_bytes*/) const {
  return num_uploads_ * UploadBlocks::kBlockBytes;
}

Result<std::unique_ptr<FileOutput>> ObjectDirectory::OpenOutput(const FileSizeEstimates& /*files*/,
                                                                BufferPool* pool) {
  return std::unique_ptr<FileOutput>(new ObjectOutput(this, pool));
}

}  // namespace tpch
