#include "tpch/store/s3_endpoint.h"

#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

namespace tpch {
namespace {

// The region for which the SDK does not follow redirects. It signs requests like kRegionSigned.
constexpr const char* kRegionWithoutRedirects = "aws-global";
constexpr std::string_view kRegionSigned = "us-east-1";

// Returns the user's endpoint; empty for AWS.
std::string OwnEndpoint(const arrow::fs::S3Options& options) {
  if (!options.endpoint_override.empty()) return options.endpoint_override;
  for (const char* name : {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

// Returns the URL below which the buckets are.
std::string EndpointUrl(const arrow::fs::S3Options& options, const std::string& region) {
  std::string url = OwnEndpoint(options);
  if (url.empty()) {
    return "https://s3." + region +
           (region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
  }
  if (url.find("://") == std::string::npos) url.insert(0, options.scheme + "://");
  while (url.ends_with('/')) url.pop_back();
  return url;
}

// Returns whether a path can be part of an endpoint: the SDK escapes all other characters.
bool IsPlain(std::string_view path) {
  return path.find_first_of("%?#\\") == std::string_view::npos;
}

// Removes an object through a file system that uses its directory as the bucket, with an endpoint
// that ends with the parent directories, because Arrow does not recreate empty buckets. Returns
// nullopt if the path does not allow this.
std::optional<arrow::Status> RemoveAsOfBucket(const S3OwnEndpoint& endpoint,
                                              const std::string& region, const std::string& path) {
  const size_t name = path.rfind('/');
  const size_t directory = name == std::string::npos ? name : path.rfind('/', name - 1);
  if (directory == std::string::npos || !IsPlain(path)) return std::nullopt;
  if (endpoint.options.force_virtual_addressing) return std::nullopt;
  arrow::fs::S3Options options = endpoint.options;
  options.region = region;
  options.endpoint_override =
      EndpointUrl(endpoint.options, region) + "/" + path.substr(0, directory);
  const auto files = arrow::fs::S3FileSystem::Make(options, endpoint.context);
  if (!files.ok()) return std::nullopt;
  return (*files)->DeleteFile(path.substr(directory + 1));
}

}  // namespace

arrow::Result<std::shared_ptr<arrow::fs::S3FileSystem>> RefuseRedirects(
    arrow::fs::S3Options* options, const arrow::io::IOContext& context) {
  if (OwnEndpoint(*options).empty()) return nullptr;
  // Without a region, the SDK finds one.
  ARROW_ASSIGN_OR_RAISE(const auto usual, arrow::fs::S3FileSystem::Make(*options, context));
  if (usual->region() == kRegionSigned) {
    options->region = kRegionWithoutRedirects;
    return nullptr;
  }
  arrow::fs::S3Options of_probe = *options;
  of_probe.region = kRegionWithoutRedirects;
  return arrow::fs::S3FileSystem::Make(of_probe, context);
}

arrow::Status RemoveS3Object(arrow::fs::S3FileSystem* files, const S3OwnEndpoint& endpoint,
                             const std::string& path) {
  const auto removed = RemoveAsOfBucket(endpoint, files->region(), path);
  if (removed && removed->ok()) return arrow::Status::OK();
  return files->DeleteFile(path);
}

}  // namespace tpch
