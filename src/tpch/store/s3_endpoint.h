// Features of an endpoint for which Arrow's S3 file system has no option.

#pragma once

#include <arrow/filesystem/s3fs.h>
#include <arrow/io/interfaces.h>
#include <arrow/status.h>

#include <memory>
#include <string>

namespace tpch {

/// The parameters of a file system: enough to create another with a different endpoint.
struct S3OwnEndpoint {
  arrow::fs::S3Options options;
  arrow::io::IOContext context;
};

/// Ensures that no credentials go to a host to which the user's endpoint redirects; Arrow follows
/// redirects and sends the session token. In the default region us-east-1, changes `options` so
/// that redirects are not followed. In other regions returns a file system that follows none, to
/// test once whether the endpoint redirects. Returns null if that is not needed, for example for
/// AWS itself.
arrow::Result<std::shared_ptr<arrow::fs::S3FileSystem>> RefuseRedirects(
    arrow::fs::S3Options* options, const arrow::io::IOContext& context);

/// Removes the object `path`, which begins with its bucket. Arrow's own method creates an empty
/// object in place of the directory, `prefix/`; this function does so only if the path or the
/// endpoint leaves no other way.
arrow::Status RemoveS3Object(arrow::fs::S3FileSystem* files, const S3OwnEndpoint& endpoint,
                             const std::string& path);

}  // namespace tpch
