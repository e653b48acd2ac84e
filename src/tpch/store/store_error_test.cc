#include "tpch/store/store_error.h"

#include "tests/unit/status_matchers.h"

namespace tpch {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Status ErrorOf(const std::string& text) {
  return StoreError("S3", "write", "s3://bucket/a", arrow::Status::IOError(text));
}

TEST(StoreError, IsOneLineWithAllThatHelps) {
  EXPECT_EQ(
      ErrorOf("When initiating multiple part upload for key 'a' in bucket 'bucket': AWS Error "
              "NO_SUCH_BUCKET during CreateMultipartUpload operation: The specified\n bucket "
              "does not exist.\r\n")
          .message(),
      "S3: cannot write 's3://bucket/a': When initiating multiple part upload for key 'a' in "
      "bucket 'bucket': AWS Error NO_SUCH_BUCKET during CreateMultipartUpload operation: The "
      "specified bucket does not exist (HTTP 404); check that the bucket or container exists, "
      "its name, the region and the endpoint");
}

/// What the client libraries write, and what it comes from.
TEST(StoreError, SaysWhatToCheck) {
  const std::pair<const char*, const char*> kErrors[] = {
      {"AWS Error SIGNATURE_DOES_NOT_MATCH during ListObjectsV2 operation: The request signature "
       "we "
       "calculated does not match",
       "HTTP 403); check the credentials"},
      {"AWS Error ACCESS_DENIED during ListObjectsV2 operation: Access Denied.",
       "check the credentials and what they permit"},
      {"AWS Error UNKNOWN (HTTP status 400) during ListObjectsV2 operation: Unable to parse "
       "ExceptionName: AuthorizationHeaderMalformed Message: The authorization header is "
       "malformed; "
       "the region \"eu-west-1\" is wrong; expecting \"us-east-1\"",
       "(region=NAME)"},
      {"AWS Error NETWORK_CONNECTION during ListObjectsV2 operation: curlCode: 7, Could not "
       "connect "
       "to server",
       "check the network"},
      {"google::cloud::Status(NOT_FOUND: Permanent error, with a last message of Not Found "
       "error_info={reason=Not Found, metadata={http_status_code=404}})",
       "check that the bucket"},
      {"google::cloud::Status(UNAVAILABLE: Retry policy exhausted, with a last message of "
       "PerformWork() - CURL error [7]=Could not connect to server)",
       "check the network"},
      {"UploadFrom failed for 'http://127.0.0.1:1/a/b'. Azure Error: [ContainerNotFound] 404 The "
       "specified container does not exist.",
       "check that the bucket or container"},
      {"Azure Error: [AuthorizationFailure] 403 Server failed to authenticate the request. Make "
       "sure "
       "the value of the Authorization header is formed correctly including the signature.",
       "check the credentials"},
      {"Azure Error: [] Fail to get a new connection for: https://a.dfs.core.windows.net. Could "
       "not "
       "resolve hostname",
       "check the network"},
      {"AWS Error SLOW_DOWN during UploadPart operation: Please reduce your request rate.",
       "with resume"},
      {"something else", "the store's own log"},
  };
  for (const auto& [text, advice] : kErrors) {
    EXPECT_THAT(ErrorOf(text),
                IsError(StatusCode::kIoError, AllOf(HasSubstr("cannot write"), HasSubstr(advice))))
        << text;
  }
}

}  // namespace
}  // namespace tpch
