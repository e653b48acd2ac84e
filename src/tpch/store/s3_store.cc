// Amazon S3 and compatible stores.

#include <arrow/filesystem/s3fs.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "tpch/store/s3_endpoint.h"
#include "tpch/store/store.h"

namespace tpch {
namespace {

// Parts of an upload, each of UploadBlocks::kBlockBytes.
constexpr int64_t kMaxParts = 10'000;

// With these waits, a store may be unreachable for 20 seconds.
constexpr int64_t kDefaultAttempts = 9;

// Attempts of a run's first request, and of each request after a stop.
constexpr int64_t kFewAttempts = 4;
constexpr int64_t kFirstWaitMs = 100;
constexpr int64_t kLongestWaitMs = 8000;

constexpr int64_t kConnectTimeoutSeconds = 3;

// How long a connection may be silent. Stores are silent while they assemble the blocks of a large
// object.
constexpr int64_t kRequestTimeoutSeconds = 120;
constexpr int64_t kImpatientRequestTimeoutSeconds = 5;

// Settings that Arrow reads from the URI.
constexpr std::string_view kUriKeys[] = {
    "region",          "scheme",         "endpoint_override",      "tls_ca_file_path",
    "tls_ca_dir_path", "smart_defaults", "tls_verify_certificates"};

constexpr std::string_view kKeys[] = {"region",
                                      "scheme",
                                      "endpoint_override",
                                      "access_key_id",
                                      "secret_access_key",
                                      "session_token",
                                      "anonymous",
                                      "role_arn",
                                      "session_name",
                                      "external_id",
                                      "connect_timeout",
                                      "request_timeout",
                                      "max_attempts",
                                      "max_uploads",
                                      "force_virtual_addressing",
                                      "smart_defaults",
                                      "tls_ca_file_path",
                                      "tls_ca_dir_path",
                                      "tls_verify_certificates"};

// Retries temporary errors with doubling waits; counts requests that failed permanently.
class RetryStrategy : public arrow::fs::S3RetryStrategy {
 public:
  RetryStrategy(int64_t max_attempts, const StopCondition* stop)
      : max_attempts_(max_attempts), stop_(*stop) {}

  bool ShouldRetry(const AWSErrorDetail& error, int64_t num_retries) override {
    const int64_t max_attempts =
        stop_.IsMet() ? std::min(max_attempts_, kFewAttempts) : max_attempts_;
    if (error.should_retry && num_retries + 1 < max_attempts) return true;
    ++num_failures_;
    return false;
  }

  int64_t CalculateDelayBeforeNextRetry(const AWSErrorDetail& /*error*/,
                                        int64_t num_retries) override {
    const int64_t doublings = std::min<int64_t>(num_retries, 10);
    return std::min(kFirstWaitMs << doublings, kLongestWaitMs);
  }

  // Returns the number of permanently failed requests, including those whose failure is harmless.
  int64_t num_failures() const { return num_failures_; }

 private:
  const int64_t max_attempts_;
  const StopCondition& stop_;
  std::atomic<int64_t> num_failures_ = 0;
};

// Uses an Arrow stream, which sends its blocks in the background.
class S3Upload : public ObjectUpload {
 public:
  S3Upload(std::shared_ptr<arrow::io::OutputStream> stream, UploadBlocks* blocks,
           const RetryStrategy* retries)
      : stream_(std::move(stream)),
        retries_(*retries),
        num_failures_seen_(retries->num_failures()),
        cutter_(blocks) {}

  ~S3Upload() override { S3Upload::Abort(); }

  arrow::Status Write(std::string_view bytes) override {
    // The stream reports a failed block only in Flush, which waits.
    if (const int64_t num_failures = retries_.num_failures(); num_failures != num_failures_seen_) {
      num_failures_seen_ = num_failures;
      ARROW_RETURN_NOT_OK(stream_->Flush());
    }
    return cutter_.Cut(bytes, [this](std::string_view piece) {
      return stream_->Write(piece.data(), static_cast<int64_t>(piece.size()));
    });
  }

  arrow::Status Close() override {
    cutter_.GiveUp();
    // Close forgets the upload on the server if a block failed; after CloseAsync we can abort it.
    ARROW_RETURN_NOT_OK(stream_->CloseAsync().status());
    stream_.reset();
    return arrow::Status::OK();
  }

  void Abort() override {
    cutter_.GiveUp();
    if (stream_ == nullptr) return;
    // A block that arrived after the abort would stay on the server. Its errors no longer matter.
    static_cast<void>(stream_->Flush());
    if (!stream_->Abort().ok()) Abandon(std::move(stream_));
    stream_.reset();
  }

 private:
  std::shared_ptr<arrow::io::OutputStream> stream_;  // null after Close or Abort
  const RetryStrategy& retries_;
  int64_t num_failures_seen_;
  BlockCutter cutter_;
};

// Initializes Arrow's S3 library. Thread-safe.
arrow::Status InitializeLibrary() {
  static const arrow::Status kStatus = [] {
    arrow::fs::S3GlobalOptions options = arrow::fs::S3GlobalOptions::Defaults();
    options.log_level = arrow::fs::S3LogLevel::Off;
    return arrow::fs::InitializeS3(options);
  }();
  return kStatus;
}

// Finalizes Arrow's S3 library at program exit; without this, exit crashes. Must be called after
// the first use of the library: it needs static objects created then, and statics are destroyed in
// reverse order.
void FinalizeLibraryAtExit() {
  struct Finalizer {
    ~Finalizer() { static_cast<void>(arrow::fs::EnsureS3Finalized()); }
  };
  static const Finalizer kFinalizer;
}

// The parts of an open store.
struct S3Files {
  std::shared_ptr<arrow::fs::S3FileSystem> files;
  std::shared_ptr<arrow::fs::S3FileSystem> impatient_files;
  std::shared_ptr<arrow::fs::S3FileSystem> redirect_probe;  // null if not needed
  std::shared_ptr<RetryStrategy> retries;                   // for `files`
  S3OwnEndpoint endpoint;
};

class S3Store : public Store {
 public:
  S3Store(S3Files files, std::string base_path, UploadBlocks* blocks)
      : files_(std::move(files.files)),
        impatient_files_(std::move(files.impatient_files)),
        redirect_probe_(std::move(files.redirect_probe)),
        retries_(std::move(files.retries)),
        endpoint_(std::move(files.endpoint)),
        blocks_(blocks) {
    base_path_ = std::move(base_path);
  }

  std::string_view name() const override { return "S3"; }
  arrow::fs::FileSystem* files() override { return files_.get(); }
  arrow::fs::FileSystem* impatient_files() override { return impatient_files_.get(); }
  int64_t max_object_bytes() const override { return kMaxParts * UploadBlocks::kBlockBytes; }

  arrow::Status CheckReachable() const override {
    if (redirect_probe_ == nullptr) return arrow::Status::OK();
    const arrow::Status status = redirect_probe_->GetFileInfo(base_path_).status();
    // The real requests report all other errors: this one may have the wrong region.
    const bool redirects = status.message().find("HTTP status 30") != std::string::npos;
    return redirects ? status : arrow::Status::OK();
  }

  arrow::Status Remove(const std::string& path) override {
    return RemoveS3Object(files_.get(), endpoint_, path);
  }

  arrow::Result<std::unique_ptr<ObjectUpload>> OpenUpload(const std::string& path) override {
    ARROW_ASSIGN_OR_RAISE(auto stream, files_->OpenOutputStream(path));
    return std::make_unique<S3Upload>(std::move(stream), blocks_, retries_.get());
  }

 private:
  std::shared_ptr<arrow::fs::S3FileSystem> files_;
  std::shared_ptr<arrow::fs::S3FileSystem> impatient_files_;
  std::shared_ptr<arrow::fs::S3FileSystem> redirect_probe_;  // may be null
  std::shared_ptr<RetryStrategy> retries_;                   // for files_
  const S3OwnEndpoint endpoint_;
  UploadBlocks* const blocks_;
};

// Selects the credentials in the settings; otherwise Arrow uses those of the environment.
Status ConfigureCredentials(const StoreSettings& settings, arrow::fs::S3Options* options) {
  const auto key = settings.Get("access_key_id");
  const auto secret = settings.Get("secret_access_key");
  if (key.has_value() != secret.has_value()) {
    return Status::Invalid(Field::kStorageOptions,
                           "access_key_id and secret_access_key go together", "give both");
  }
  TPCH_ASSIGN_OR_RETURN(const bool anonymous, settings.GetFlag("anonymous"));
  if (key) {
    options->ConfigureAccessKey(*key, *secret, settings.Get("session_token").value_or(""));
  } else if (anonymous) {
    options->ConfigureAnonymousCredentials();
  } else if (const auto role = settings.Get("role_arn")) {
    options->ConfigureAssumeRoleCredentials(*role, settings.Get("session_name").value_or("tpch"),
                                            settings.Get("external_id").value_or(""));
  }
  return Status::OK();
}

Result<std::unique_ptr<Store>> Open(const StoreSettings& settings,
                                    const StoreResources& resources) {
  TPCH_ASSIGN_OR_RETURN(const int64_t max_attempts,
                        settings.GetInteger("max_attempts", 1, 100, kDefaultAttempts));
  std::string path;
  auto options = arrow::fs::S3Options::FromUri(settings.UriWith(kUriKeys), &path);
  if (!options.ok()) return InvalidSettings(settings, options.status());
  TPCH_ASSIGN_OR_RETURN(path, CheckBasePath(settings, std::move(path)));
  TPCH_RETURN_NOT_OK(ConfigureCredentials(settings, &*options));
  TPCH_ASSIGN_OR_RETURN(options->force_virtual_addressing,
                        settings.GetFlag("force_virtual_addressing"));
  TPCH_ASSIGN_OR_RETURN(const int64_t connect_timeout,
                        settings.GetInteger("connect_timeout", 1, 600, kConnectTimeoutSeconds));
  options->connect_timeout = static_cast<double>(connect_timeout);
  TPCH_ASSIGN_OR_RETURN(const int64_t request_timeout,
                        settings.GetInteger("request_timeout", 1, 3600, kRequestTimeoutSeconds));
  // Small objects take one request, not three; the manifest reveals errors of a bucket anyway.
  options->allow_delayed_open = true;
  options->background_writes = true;
  const arrow::io::IOContext context(resources.blocks, resources.threads);
  S3Files opened;
  options->request_timeout =
      static_cast<double>(std::min(request_timeout, kImpatientRequestTimeoutSeconds));
  options->retry_strategy =
      std::make_shared<RetryStrategy>(std::min(max_attempts, kFewAttempts), resources.stop);
  auto redirect_probe = RefuseRedirects(&*options, context);
  if (!redirect_probe.ok()) return InvalidSettings(settings, redirect_probe.status());
  opened.redirect_probe = *redirect_probe;
  auto impatient_files = arrow::fs::S3FileSystem::Make(*options, context);
  if (!impatient_files.ok()) return InvalidSettings(settings, impatient_files.status());
  opened.impatient_files = *impatient_files;
  opened.retries = std::make_shared<RetryStrategy>(max_attempts, resources.stop);
  options->retry_strategy = opened.retries;
  options->request_timeout = static_cast<double>(request_timeout);
  auto files = arrow::fs::S3FileSystem::Make(*options, context);
  if (!files.ok()) return InvalidSettings(settings, files.status());
  opened.files = *files;
  opened.endpoint = {std::move(*options), context};
  return std::unique_ptr<Store>(new S3Store(std::move(opened), std::move(path), resources.blocks));
}

}  // namespace

Result<std::unique_ptr<Store>> OpenS3Store(const StoreSettings& settings,
                                           const StoreResources& resources) {
  TPCH_RETURN_NOT_OK(settings.CheckKeys(kKeys));
  if (const arrow::Status status = InitializeLibrary(); !status.ok()) {
    return Status::IoError("cannot start Arrow's S3 library: " + status.message());
  }
  Result<std::unique_ptr<Store>> store = Open(settings, resources);
  FinalizeLibraryAtExit();
  return store;
}

}  // namespace tpch
