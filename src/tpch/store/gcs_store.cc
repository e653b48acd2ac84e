// Google Cloud Storage.

#include <arrow/buffer.h>
#include <arrow/filesystem/gcsfs.h>

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <mutex>
#include <utility>

#include "tpch/store/reachability.h"
#include "tpch/store/store.h"
#include "tpch/store/wait.h"

namespace tpch {
namespace {

// The largest size of an object: 5 TiB.
constexpr int64_t kMaxObjectBytes = int64_t{5} << 40;

// How long to retry a request, in seconds.
constexpr int64_t kDefaultRetryLimit = 60;
constexpr int64_t kImpatientRetryLimit = 10;

constexpr std::string_view kUriKeys[] = {"scheme", "endpoint_override", "project_id"};

constexpr std::string_view kKeys[] = {"scheme",
                                      "endpoint_override",
                                      "project_id",
                                      "anonymous",
                                      "access_token",
                                      "json_credentials",
                                      "target_service_account",
                                      "retry_limit_seconds",
                                      "max_uploads"};

// The variable in which client libraries of all languages find an emulator: a URL, or `host:port`.
constexpr const char* kEmulatorVariable = "STORAGE_EMULATOR_HOST";

// Uses an Arrow stream, which waits for the network after every block. Therefore another thread
// sends the blocks, one after another.
class GcsUpload : public ObjectUpload {
 public:
  GcsUpload(std::shared_ptr<arrow::io::OutputStream> stream, const StoreResources& resources)
      : queue_(std::make_shared<Queue>()), resources_(resources), cutter_(resources.blocks) {
    queue_->stream = std::move(stream);
  }

  ~GcsUpload() override { GcsUpload::Abort(); }

  arrow::Status Write(std::string_view bytes) override {
    {
      const std::lock_guard lock(queue_->mutex);
      ARROW_RETURN_NOT_OK(queue_->status);
    }
    return cutter_.Cut(bytes, [this](std::string_view piece) {
      if (block_ == nullptr) {
        ARROW_ASSIGN_OR_RAISE(block_,
                              arrow::AllocateBuffer(UploadBlocks::kBlockBytes, resources_.blocks));
      }
      std::memcpy(block_->mutable_data() + block_bytes_, piece.data(), piece.size());
      block_bytes_ += static_cast<int64_t>(piece.size());
      return block_bytes_ == UploadBlocks::kBlockBytes ? SendBlock() : arrow::Status::OK();
    });
  }

  arrow::Status Close() override {
    if (block_ != nullptr) ARROW_RETURN_NOT_OK(SendBlock());
    cutter_.GiveUp();
    ARROW_RETURN_NOT_OK(AwaitQueue());
    ARROW_RETURN_NOT_OK(queue_->stream->Close());
    queue_->stream.reset();
    return arrow::Status::OK();
  }

  void Abort() override {
    block_.reset();
    cutter_.GiveUp();
    {
      const std::lock_guard lock(queue_->mutex);
      if (queue_->stream == nullptr) return;
      queue_->status &= arrow::Status::Cancelled("aborted");
    }
    static_cast<void>(AwaitQueue());
    // The session that remains on the server is not an object, is free, and expires by itself.
    Abandon(std::move(queue_->stream));
    queue_->stream.reset();
  }

 private:
  // Data shared with the sending thread.
  struct Queue {
    std::mutex mutex;
    std::condition_variable idle;
    std::deque<std::shared_ptr<arrow::Buffer>> blocks;
    bool sending = false;
    arrow::Status status;
    std::shared_ptr<arrow::io::OutputStream> stream;  // null after Close or Abort
  };

  arrow::Status SendBlock() {
    std::shared_ptr<arrow::Buffer> block = std::move(block_);
    block = arrow::SliceBuffer(block, 0, std::exchange(block_bytes_, 0));
    {
      const std::lock_guard lock(queue_->mutex);
      queue_->blocks.push_back(std::move(block));
      if (std::exchange(queue_->sending, true)) return arrow::Status::OK();
    }
    return resources_.threads->Spawn([queue = queue_] { SendAll(queue.get()); });
  }

  static void SendAll(Queue* queue) {
    std::unique_lock lock(queue->mutex);
    while (!queue->blocks.empty()) {
      std::shared_ptr<arrow::Buffer> block = std::move(queue->blocks.front());
      queue->blocks.pop_front();
      if (!queue->status.ok()) continue;
      lock.unlock();
      const arrow::Status status = queue->stream->Write(block->data(), block->size());
      block.reset();
      lock.lock();
      queue->status &= status;
    }
    queue->sending = false;
    queue->idle.notify_all();
  }

  arrow::Status AwaitQueue() {
    std::unique_lock lock(queue_->mutex);
    Wait(&queue_->idle, &lock, [this] { return !queue_->sending; });
    return queue_->status;
  }

  const std::shared_ptr<Queue> queue_;
  const StoreResources resources_;
  std::unique_ptr<arrow::Buffer> block_;  // being filled; null before its first byte
  int64_t block_bytes_ = 0;
  BlockCutter cutter_;
};

class GcsStore : public Store {
 public:
  GcsStore(std::shared_ptr<arrow::fs::GcsFileSystem> files,
           std::shared_ptr<arrow::fs::GcsFileSystem> impatient_files, std::string base_path,
           const StoreResources& resources)
      : files_(std::move(files)),
        impatient_files_(std::move(impatient_files)),
        resources_(resources) {
    base_path_ = std::move(base_path);
  }

  std::string_view name() const override { return "Google Cloud Storage"; }
  arrow::fs::FileSystem* files() override { return files_.get(); }
  arrow::fs::FileSystem* impatient_files() override { return impatient_files_.get(); }
  int64_t max_object_bytes() const override { return kMaxObjectBytes; }

  arrow::Status CheckReachable() const override {
    const arrow::fs::GcsOptions& options = files_->options();
    const std::string& endpoint = options.endpoint_override;
    return tpch::CheckReachable(endpoint.empty() ? "storage.googleapis.com" : endpoint,
                                options.scheme == "http" ? "80" : "443");
  }

  arrow::Result<std::unique_ptr<ObjectUpload>> OpenUpload(const std::string& path) override {
    ARROW_ASSIGN_OR_RAISE(auto stream, files_->OpenOutputStream(path, nullptr));
    return std::make_unique<GcsUpload>(std::move(stream), resources_);
  }

 private:
  std::shared_ptr<arrow::fs::GcsFileSystem> files_;
  std::shared_ptr<arrow::fs::GcsFileSystem> impatient_files_;
  const StoreResources resources_;
};

// Directs requests to the emulator of the environment, if there is one and the settings name no
// other endpoint.
void ConfigureEmulator(arrow::fs::GcsOptions* options) {
  const char* const variable = std::getenv(kEmulatorVariable);
  if (variable == nullptr || *variable == '\0' || !options->endpoint_override.empty()) return;
  std::string endpoint = variable;
  options->credentials = arrow::fs::GcsOptions::Anonymous().credentials;
  options->scheme = "http";
  if (const size_t separator = endpoint.find("://"); separator != std::string::npos) {
    options->scheme = endpoint.substr(0, separator);
    endpoint.erase(0, separator + 3);
  }
  while (endpoint.ends_with('/')) endpoint.pop_back();
  options->endpoint_override = endpoint;
}

// Selects the credentials in the settings; otherwise Arrow uses the application default
// credentials.
Status ConfigureCredentials(const StoreSettings& settings, arrow::fs::GcsOptions* options) {
  using Options = arrow::fs::GcsOptions;
  TPCH_ASSIGN_OR_RETURN(const bool anonymous, settings.GetFlag("anonymous"));
  if (anonymous) {
    options->credentials = Options::Anonymous().credentials;
  } else if (const auto token = settings.Get("access_token")) {
    // Only the user knows when a token expires; the store reports it then.
    constexpr auto kNever = arrow::fs::TimePoint::max();
    options->credentials = Options::FromAccessToken(*token, kNever).credentials;
  } else if (const auto json = settings.Get("json_credentials")) {
    options->credentials = Options::FromServiceAccountCredentials(*json).credentials;
  }
  if (const auto account = settings.Get("target_service_account")) {
    options->credentials =
        Options::FromImpersonatedServiceAccount(options->credentials, *account).credentials;
  }
  return Status::OK();
}

}  // namespace

Result<std::unique_ptr<Store>> OpenGcsStore(const StoreSettings& settings,
                                            const StoreResources& resources) {
  TPCH_RETURN_NOT_OK(settings.CheckKeys(kKeys));
  TPCH_ASSIGN_OR_RETURN(const int64_t retry_limit,
                        settings.GetInteger("retry_limit_seconds", 1, 86400, kDefaultRetryLimit));
  std::string path;
  auto options = arrow::fs::GcsOptions::FromUri(settings.UriWith(kUriKeys), &path);
  if (!options.ok()) return InvalidSettings(settings, options.status());
  TPCH_ASSIGN_OR_RETURN(path, CheckBasePath(settings, std::move(path)));
  ConfigureEmulator(&*options);
  TPCH_RETURN_NOT_OK(ConfigureCredentials(settings, &*options));
  const arrow::io::IOContext context(resources.blocks, resources.threads);
  options->retry_limit_seconds = static_cast<double>(retry_limit);
  auto files = arrow::fs::GcsFileSystem::Make(*options, context);
  if (!files.ok()) return InvalidSettings(settings, files.status());
  options->retry_limit_seconds = static_cast<double>(std::min(retry_limit, kImpatientRetryLimit));
  auto impatient_files = arrow::fs::GcsFileSystem::Make(*options, context);
  if (!impatient_files.ok()) return InvalidSettings(settings, impatient_files.status());
  return std::unique_ptr<Store>(
      new GcsStore(std::move(*files), std::move(*impatient_files), std::move(path), resources));
}

}  // namespace tpch
