// What every function of the C library does: it returns a code, describes errors, and lets no
// exception out.

#pragma once

#include <exception>
#include <new>
#include <string>

#include "tpch/session.h"
#include "tpch/status.h"
#include "tpch/tpch.h"

struct tpch_error {
  std::string message;
};

struct tpch_session {
  tpch::Session session;
};

namespace tpch {

/// Returns the code of a status.
tpch_status CodeOf(const Status& status);

/// Sets `*error`, unless `error` is null, to a new error that the caller frees, and returns `code`.
tpch_status Fail(tpch_status code, const std::string& message, tpch_error** error) noexcept;

/// Returns the result of `call`, which returns a Status; exceptions become IoError. `show` makes
/// the message of a Status.
template <typename Call, typename Show>
tpch_status Run(tpch_error** error, Call call, Show show) noexcept {
  try {
    const Status status = call();
    return status.ok() ? TPCH_OK : Fail(CodeOf(status), show(status), error);
  } catch (const std::bad_alloc&) {
    return Fail(TPCH_IO_ERROR, "out of memory", error);
  } catch (const std::exception& exception) {
    return Fail(TPCH_IO_ERROR, exception.what(), error);
  }
}

template <typename Call>
tpch_status Run(tpch_error** error, Call call) noexcept {
  return Run(error, call, [](const Status& status) { return status.message(); });
}

/// Returns the text of a C string; empty if it is null.
inline const char* TextOf(const char* text) { return text == nullptr ? "" : text; }

}  // namespace tpch
