#include "tpch/status.h"

#include <system_error>

namespace tpch {
namespace {

std::string WithReason(const std::string& context, int error_number) {
  return context + ": " + std::generic_category().message(error_number);
}

}  // namespace

Status Status::Invalid(Message problem, Message remedy) {
  return Status({StatusCode::kInvalid, {}, std::move(problem), std::move(remedy)});
}

Status Status::Invalid(Field field, Message problem, Message remedy) {
  return Status({StatusCode::kInvalid, field, std::move(problem), std::move(remedy)});
}

Status Status::IoError(Message problem, Message remedy) {
  return Status({StatusCode::kIoError, {}, std::move(problem), std::move(remedy)});
}

Status Status::IoError(Field field, Message problem, Message remedy) {
  return Status({StatusCode::kIoError, field, std::move(problem), std::move(remedy)});
}

Status Status::Cancelled(Message problem) {
  return Status({StatusCode::kCancelled, {}, std::move(problem), {}});
}

Status Status::OutputClosed() {
  return Status({StatusCode::kOutputClosed, {}, "output closed", {}});
}

Status Status::FromErrno(const std::string& context, int error_number) {
  return IoError(WithReason(context, error_number));
}

Status Status::FromErrno(Field field, const std::string& context, int error_number) {
  return IoError(field, WithReason(context, error_number));
}

std::optional<Field> Status::field() const { return ok() ? std::nullopt : error_->field; }

Message Status::text() const {
  Message text;
  if (ok()) return text;
  if (error_->field) {
    text.Append(Message(*error_->field));
    text.Append(": ");
  }
  text.Append(error_->problem);
  if (!error_->remedy.empty()) text.Append("; ");
  text.Append(error_->remedy);
  return text;
}

}  // namespace tpch
