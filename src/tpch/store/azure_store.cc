// Azure Blob Storage and Azure Data Lake Storage Gen2.

#include <arrow/filesystem/azurefs.h>
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <random>
#include <utility>

#include "tpch/base/format_message.h"
#include "tpch/store/reachability.h"
#include "tpch/store/store.h"

namespace tpch {
namespace {

// Blocks of a blob, each of UploadBlocks::kBlockBytes.
constexpr int64_t kMaxBlocks = 50'000;

// After this many bytes an upload waits for all its blocks, to detect errors before its end.
constexpr int64_t kBytesBetweenChecks = 256 * UploadBlocks::kBlockBytes;

constexpr std::string_view kUriKeys[] = {"blob_storage_authority",
                                         "dfs_storage_authority",
                                         "enable_tls",
                                         "credential_kind",
                                         "tenant_id",
                                         "client_id",
                                         "client_secret"};

constexpr std::string_view kKeys[] = {"account_name",
                                      "account_key",
                                      "sas_token",
                                      "anonymous",
                                      "blob_storage_authority",
                                      "dfs_storage_authority",
                                      "enable_tls",
                                      "credential_kind",
                                      "tenant_id",
                                      "client_id",
                                      "client_secret",
                                      "max_uploads"};

// Arrow's stream creates an empty blob immediately and cannot be aborted cleanly. So the upload
// has a temporary name, and the blob gets its own when it is complete.
class AzureUpload : public ObjectUpload {
 public:
  AzureUpload(std::shared_ptr<arrow::fs::AzureFileSystem> files,
              std::shared_ptr<arrow::io::OutputStream> stream, std::string temporary,
              std::string path, UploadBlocks* blocks)
      : files_(std::move(files)),
        stream_(std::move(stream)),
        temporary_(std::move(temporary)),
        path_(std::move(path)),
        cutter_(blocks) {}

  ~AzureUpload() override { AzureUpload::Abort(); }

  arrow::Status Write(std::string_view bytes) override {
    ARROW_RETURN_NOT_OK(cutter_.Cut(bytes, [this](std::string_view piece) {
      return stream_->Write(piece.data(), static_cast<int64_t>(piece.size()));
    }));
    unchecked_bytes_ += static_cast<int64_t>(bytes.size());
    if (unchecked_bytes_ < kBytesBetweenChecks) return arrow::Status::OK();
    unchecked_bytes_ = 0;
    return stream_->Flush();
  }

  arrow::Status Close() override {
    cutter_.GiveUp();
    ARROW_RETURN_NOT_OK(stream_->Close());
    const arrow::Status moved = files_->Move(temporary_, path_);
    if (moved.IsNotImplemented()) {
      // Accounts without a hierarchical namespace cannot rename, but copy on the server.
      ARROW_RETURN_NOT_OK(files_->CopyFile(temporary_, path_));
      ARROW_RETURN_NOT_OK(files_->DeleteFile(temporary_));
    } else {
      ARROW_RETURN_NOT_OK(moved);
    }
    stream_.reset();
    return arrow::Status::OK();
  }

  void Abort() override {
    cutter_.GiveUp();
    if (stream_ == nullptr) return;
    // Errors of blocks, and of removing the blob, no longer matter.
    static_cast<void>(stream_->Flush());
    static_cast<void>(stream_->Abort());
    static_cast<void>(files_->DeleteFile(temporary_));
    stream_.reset();
  }

 private:
  std::shared_ptr<arrow::fs::AzureFileSystem> files_;
  std::shared_ptr<arrow::io::OutputStream> stream_;  // null after Close or Abort
  const std::string temporary_;
  const std::string path_;
  int64_t unchecked_bytes_ = 0;
  BlockCutter cutter_;
};

class AzureStore : public Store {
 public:
  AzureStore(std::shared_ptr<arrow::fs::AzureFileSystem> files,
             const arrow::fs::AzureOptions& options, std::string base_path, UploadBlocks* blocks)
      : files_(std::move(files)), options_(options), blocks_(blocks) {
    base_path_ = std::move(base_path);
  }

  std::string_view name() const override { return "Azure Blob Storage"; }
  arrow::fs::FileSystem* files() override { return files_.get(); }
  arrow::fs::FileSystem* impatient_files() override { return files_.get(); }
  int64_t max_object_bytes() const override { return kMaxBlocks * UploadBlocks::kBlockBytes; }

  arrow::Status CheckReachable() const override {
    const std::string& authority = options_.blob_storage_authority;
    const bool in_host = authority.starts_with('.');
    return tpch::CheckReachable(in_host ? options_.account_name + authority : authority,
                                options_.blob_storage_scheme == "http" ? "80" : "443");
  }

  arrow::Result<std::unique_ptr<ObjectUpload>> OpenUpload(const std::string& path) override {
    const size_t name = path.rfind('/') + 1;
    std::string temporary = fmt::format("{}.{}.{:08x}.inprogress", path.substr(0, name),
                                        path.substr(name), std::random_device()());
    ARROW_ASSIGN_OR_RAISE(auto stream, files_->OpenOutputStream(temporary, nullptr));
    return std::make_unique<AzureUpload>(files_, std::move(stream), std::move(temporary), path,
                                         blocks_);
  }

 private:
  std::shared_ptr<arrow::fs::AzureFileSystem> files_;
  const arrow::fs::AzureOptions options_;
  UploadBlocks* const blocks_;
};

using Words = std::map<std::string, std::string, std::less<>>;

// Parses `KEY=VALUE;KEY=VALUE` into values by key.
Words ParseConnectionString(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(';'), text.size());
    const std::string_view word = text.substr(0, end);
    const size_t equals = word.find('=');
    if (equals != std::string_view::npos) {
      words.emplace(word.substr(0, equals), word.substr(equals + 1));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string Find(const Words& words, std::string_view key) {
  const auto found = words.find(key);
  return found == words.end() ? std::string() : found->second;
}

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// The name and credentials of an account; empty if unknown.
struct Account {
  std::string name;
  std::string key;
  std::string sas_token;
};

// Directs requests to an endpoint, for example http://127.0.0.1:10000/devstoreaccount1.
void ConfigureEndpoint(std::string_view url, arrow::fs::AzureOptions* options) {
  const size_t separator = url.find("://");
  if (separator == std::string_view::npos) return;
  const std::string scheme(url.substr(0, separator));
  url.remove_prefix(separator + 3);
  const std::string host(url.substr(0, url.find('/')));
  options->blob_storage_scheme = options->dfs_storage_scheme = scheme;
  // If the account is in the host name, Arrow adds it itself.
  const std::string own = options->account_name + ".";
  const bool in_host = host.starts_with(own);
  options->blob_storage_authority = in_host ? host.substr(options->account_name.size()) : host;
  std::string& dfs = options->dfs_storage_authority;
  dfs = options->blob_storage_authority;
  if (const size_t blob = dfs.find(".blob."); blob != std::string::npos) {
    dfs.replace(blob, 6, ".dfs.");
  }
}

// Reads the environment like Azure's own tools, unless it belongs to another account.
Account ReadEnvironment(arrow::fs::AzureOptions* options) {
  const Words words = ParseConnectionString(Variable("AZURE_STORAGE_CONNECTION_STRING"));
  Account account{Variable("AZURE_STORAGE_ACCOUNT"), Variable("AZURE_STORAGE_KEY"),
                  Variable("AZURE_STORAGE_SAS_TOKEN")};
  if (!words.empty()) {
    account = {Find(words, "AccountName"), Find(words, "AccountKey"),
               Find(words, "SharedAccessSignature")};
  }
  if (options->account_name.empty()) options->account_name = account.name;
  if (!account.name.empty() && options->account_name != account.name) return {};
  const std::string suffix = Find(words, "EndpointSuffix");
  if (!suffix.empty()) {
    options->blob_storage_authority = ".blob." + suffix;
    options->dfs_storage_authority = ".dfs." + suffix;
  }
  if (Find(words, "DefaultEndpointsProtocol") == "http") {
    options->blob_storage_scheme = options->dfs_storage_scheme = "http";
  }
  ConfigureEndpoint(Find(words, "BlobEndpoint"), options);
  return account;
}

arrow::Status ConfigureCredentials(const Account& account, bool anonymous,
                                   arrow::fs::AzureOptions* options) {
  if (anonymous) return options->ConfigureAnonymousCredential();
  if (!account.key.empty()) return options->ConfigureAccountKeyCredential(account.key);
  if (!account.sas_token.empty()) {
    const bool has_mark = account.sas_token.starts_with('?');
    return options->ConfigureSASCredential((has_mark ? "" : "?") + account.sas_token);
  }
  return arrow::Status::OK();  // Arrow's choice
}

}  // namespace

Result<std::unique_ptr<Store>> OpenAzureStore(const StoreSettings& settings,
                                              const StoreResources& resources) {
  TPCH_RETURN_NOT_OK(settings.CheckKeys(kKeys));
  if (!settings.password().empty()) {
    return Status::Invalid(Field::kOutputDir,
                           fmt::format("'{}' has a password", settings.shown_uri()),
                           FormatMessage("use {}, or the environment variable AZURE_STORAGE_KEY",
                                         Setting{Field::kStorageOptions, "account_key=KEY"}));
  }
  std::string path;
  auto options = arrow::fs::AzureOptions::FromUri(settings.UriWith(kUriKeys), &path);
  if (!options.ok()) return InvalidSettings(settings, options.status());
  TPCH_ASSIGN_OR_RETURN(path, CheckBasePath(settings, std::move(path)));
  if (options->account_name.empty()) {
    options->account_name = settings.Get("account_name").value_or("");
  }
  const arrow::fs::AzureOptions defaults;
  Account account;
  if (options->blob_storage_authority == defaults.blob_storage_authority) {
    account = ReadEnvironment(&*options);
  }
  account.key = settings.Get("account_key").value_or(account.key);
  account.sas_token = settings.Get("sas_token").value_or(account.sas_token);
  if (options->account_name.empty()) {
    return Status::Invalid(
        Field::kOutputDir, fmt::format("'{}' names no storage account", settings.shown_uri()),
        FormatMessage("use abfs://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH, {}, or the "
                      "environment variable AZURE_STORAGE_ACCOUNT or "
                      "AZURE_STORAGE_CONNECTION_STRING",
                      Setting{Field::kStorageOptions, "account_name=NAME"}));
  }
  TPCH_ASSIGN_OR_RETURN(const bool anonymous, settings.GetFlag("anonymous"));
  const arrow::Status status = ConfigureCredentials(account, anonymous, &*options);
  if (!status.ok()) return InvalidSettings(settings, status);
  options->background_writes = true;
  auto files = arrow::fs::AzureFileSystem::Make(
      *options, arrow::io::IOContext(resources.blocks, resources.threads));
  if (!files.ok()) return InvalidSettings(settings, files.status());
  return std::unique_ptr<Store>(
      new AzureStore(std::move(*files), *options, std::move(path), resources.blocks));
}

}  // namespace tpch
