// Success or one error, returned by every function that can fail. Modelled on Arrow's Status.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "tpch/message.h"

namespace tpch {

/// Shows who can act on an error; determines a program's exit status.
enum class StatusCode {
  kOk,
  kInvalid,      ///< The request is wrong; a program exits with 2.
  kIoError,      ///< The environment failed: disk, memory, network; a program exits with 1.
  kCancelled,    ///< The caller stopped the run.
  kOutputClosed  ///< The reader closed an output; not a failure of the run.
};

/// Holds success (no allocation) or an error: its code, the field it concerns, if any, the problem
/// and the remedy. Cheap to move and to copy, thread-compatible.
class [[nodiscard]] Status {
 public:
  Status() = default;

  static Status OK() { return Status(); }

  /// Return an error. A `remedy` begins with a verb, such as "use at least 1".
  static Status Invalid(Message problem, Message remedy = {});
  static Status Invalid(Field field, Message problem, Message remedy = {});
  static Status IoError(Message problem, Message remedy = {});
  static Status IoError(Field field, Message problem, Message remedy = {});
  static Status Cancelled(Message problem);
  static Status OutputClosed();

  /// Return an IoError that ends with the system's description of `error_number` (an errno value).
  static Status FromErrno(const std::string& context, int error_number);
  static Status FromErrno(Field field, const std::string& context, int error_number);

  bool ok() const { return error_ == nullptr; }
  StatusCode code() const { return ok() ? StatusCode::kOk : error_->code; }

  /// Returns the option that is wrong; nullopt if ok or if no single option is wrong.
  std::optional<Field> field() const;

  /// Returns what would work; empty if ok or if the problem includes it.
  Message remedy() const { return ok() ? Message() : error_->remedy; }

  /// Returns `<field>: <problem>; <remedy>`, for a program that shows fields in its own way. Empty
  /// if ok.
  Message text() const;

  /// Returns the text as one line without a final newline; fields appear as members of the options.
  std::string message() const { return text().ToString(); }

 private:
  struct Error {
    StatusCode code;
    std::optional<Field> field;
    Message problem;
    Message remedy;
  };

  explicit Status(Error error) : error_(std::make_shared<const Error>(std::move(error))) {}

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

/// Returns from the enclosing function if `expression` is an error.
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
