#include "tpch/stream/owned_array.h"

#include <algorithm>
#include <span>

namespace tpch {
namespace {

// The columns of a record batch. The consumer may move them out, which leaves released ones.
struct Children {
  std::vector<OwnedArray> arrays;
  std::vector<ArrowArray*> pointers;
  const void* validity = nullptr;
};

void ReleaseRecordBatch(ArrowArray* record_batch) {
  delete static_cast<Children*>(record_batch->private_data);
  record_batch->release = nullptr;
}

}  // namespace

OwnedArray MakeRecordBatch(int64_t num_rows, std::vector<OwnedArray> columns) {
  auto children = std::make_unique<Children>();
  children->arrays = std::move(columns);
  for (OwnedArray& array : children->arrays) children->pointers.push_back(array.address());
  ArrowArray record_batch{.length = num_rows,
                          .null_count = 0,
                          .offset = 0,
                          .n_buffers = 1,
                          .n_children = static_cast<int64_t>(children->pointers.size()),
                          .buffers = &children->validity,
                          .children = children->pointers.data(),
                          .dictionary = nullptr,
                          .release = ReleaseRecordBatch,
                          .private_data = nullptr};
  record_batch.private_data = children.release();
  return OwnedArray(record_batch);
}

void KeepFirstRows(int64_t max_rows, OwnedArray* record_batch) {
  ArrowArray* const array = record_batch->address();
  array->length = std::min(array->length, max_rows);
  for (ArrowArray* const column :
       std::span(array->children, static_cast<size_t>(array->n_children))) {
    column->length = array->length;
  }
}

}  // namespace tpch
