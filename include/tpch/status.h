// Success or one error: what every function that can fail returns. Shaped like Arrow's Status.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace tpch {

/// Says who can act on an error, which is what the exit status of a program says.
enum class StatusCode {
  kOk,
  kInvalid,      ///< The caller asked for something wrong; a program exits with 2.
  kIoError,      ///< The environment refused: disk, memory, network; a program exits with 1.
  kCancelled,    ///< Somebody asked the run to stop.
  kOutputClosed  ///< The reader of an output went away; not a failure of the run.
};

/// Holds success (no allocation) or an error code with one line for the user.
/// Cheap to move, thread-compatible.
class [[nodiscard]] Status {
 public:
  Status() = default;

  static Status OK() { return Status(); }
  static Status Invalid(std::string message) { return {StatusCode::kInvalid, std::move(message)}; }
  static Status IoError(std::string message) { return {StatusCode::kIoError, std::move(message)}; }
  static Status Cancelled(std::string message) {
    return {StatusCode::kCancelled, std::move(message)};
  }
  static Status OutputClosed() { return {StatusCode::kOutputClosed, "output closed"}; }

  /// Builds an IoError that ends with the system's reason for `error_number` (an errno value).
  static Status FromErrno(const std::string& context, int error_number);

  bool ok() const { return error_ == nullptr; }
  StatusCode code() const { return ok() ? StatusCode::kOk : error_->code; }

  /// Returns the error's line without a final newline; empty when ok.
  const std::string& message() const;

 private:
  struct Error {
    StatusCode code;
    std::string message;
  };

  Status(StatusCode code, std::string message)
      : error_(std::make_shared<const Error>(Error{code, std::move(message)})) {}

  std::shared_ptr<const Error> error_;
};

/// Holds a value or the error that prevented it.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}          // NOLINT: implicit by design
  Result(Status status) : status_(std::move(status)) {}  // NOLINT: implicit by design

  bool ok() const { return status_.ok(); }
  const Status& status() const { return status_; }

  /// REQUIRES: ok().
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  Status status_;
  std::optional<T> value_;
};

}  // namespace tpch

/// Returns from the enclosing function when `expression` is an error.
#define TPCH_RETURN_NOT_OK(expression)                                        \
  do {                                                                        \
    if (::tpch::Status status_ = (expression); !status_.ok()) return status_; \
  } while (false)

#define TPCH_CONCAT_INNER(a, b) a##b
#define TPCH_CONCAT(a, b) TPCH_CONCAT_INNER(a, b)
#define TPCH_ASSIGN_INNER(result, declaration, expression) \
  auto result = (expression);                              \
  if (!result.ok()) return result.status();                \
  declaration = std::move(*result)

/// Declares or assigns the value of a Result, or returns its error.
#define TPCH_ASSIGN_OR_RETURN(declaration, expression) \
  TPCH_ASSIGN_INNER(TPCH_CONCAT(result_, __LINE__), declaration, expression)
