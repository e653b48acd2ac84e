#include "capi/calls.h"

#include "apps/version.h"

namespace tpch {
namespace {

// Also there if no memory is left for another error.
tpch_error* OutOfMemory() {
  static tpch_error error{"out of memory"};
  return &error;
}

}  // namespace

tpch_status CodeOf(const Status& status) {
  switch (status.code()) {
    case StatusCode::kOk:
      return TPCH_OK;
    case StatusCode::kInvalid:
      return TPCH_INVALID;
    case StatusCode::kIoError:
      return TPCH_IO_ERROR;
    case StatusCode::kCancelled:
      return TPCH_CANCELLED;
    case StatusCode::kOutputClosed:
      return TPCH_OUTPUT_CLOSED;
  }
  return TPCH_IO_ERROR;
}

tpch_status Fail(tpch_status code, const std::string& message, tpch_error** error) noexcept {
  if (error == nullptr) return code;
  try {
    *error = new tpch_error{message};
  } catch (const std::bad_alloc&) {
    *error = OutOfMemory();
  }
  return code;
}

}  // namespace tpch

const char* tpch_error_message(const tpch_error* error) { return error->message.c_str(); }

void tpch_error_free(tpch_error* error) {
  if (error != tpch::OutOfMemory()) delete error;
}

const char* tpch_version() { return tpch::kVersion; }

tpch_session* tpch_session_new() {
  try {
    return new tpch_session;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void tpch_session_free(tpch_session* session) { delete session; }
