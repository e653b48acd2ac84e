#include "tpch/store/object_upload.h"

#include <utility>

namespace tpch {

void Abandon(std::shared_ptr<arrow::io::OutputStream> stream) {
  // Deliberately never freed.
  static_cast<void>(new std::shared_ptr<arrow::io::OutputStream>(std::move(stream)));
}

}  // namespace tpch
