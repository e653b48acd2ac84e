// What Arrow's S3 file system does with an endpoint that it has no option for.

#pragma once

#include <arrow/filesystem/s3fs.h>
#include <arrow/io/interfaces.h>
#include <arrow/status.h>

#include <memory>
#include <string>

namespace tpch {

/// How a file system was made: enough to make another that differs by its endpoint.
struct S3OwnEndpoint {
  arrow::fs::S3Options options;
  arrow::io::IOContext context;
};

/// Sees to it that no credentials go to a host that an endpoint of the user's redirects to; Arrow
/// follows redirects, with the session token. In the region us-east-1, which is the default there,
/// changes `options` so that no redirect is followed. Elsewhere returns a file system that follows
/// none, by which to ask once whether the endpoint redirects. Null where it is not needed, which
/// includes AWS itself.
arrow::Result<std::shared_ptr<arrow::fs::S3FileSystem>> RefuseRedirects(
    arrow::fs::S3Options* options, const arrow::io::IOContext& context);

/// Removes the object `path`, which begins with its bucket. Arrow's own way makes an empty object
/// in place of the directory, `prefix/`; this one does so only for paths, and endpoints, with which
/// there is no other.
arrow::Status RemoveS3Object(arrow::fs::S3FileSystem* files, const S3OwnEndpoint& endpoint,
                             const std::string& path);

}  // namespace tpch
