#include "tpch/status.h"

#include <system_error>

namespace tpch {

Status Status::FromErrno(const std::string& context, int error_number) {
  return IoError(context + ": " + std::generic_category().message(error_number));
}

const std::string& Status::message() const {
  static const std::string kEmpty;
  return ok() ? kEmpty : error_->message;
}

}  // namespace tpch
