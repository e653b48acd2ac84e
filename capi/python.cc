#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <mutex>
#include <new>

#include "capi/interrupts.h"
#include "tpch/tpch.h"

// CPython, which is in the process of its callers: any version, with or without the GIL.
extern "C" {
[[gnu::weak]] void* PyCapsule_New(void* pointer, const char* name, void (*destructor)(void*));
[[gnu::weak]] void* PyCapsule_GetPointer(void* capsule, const char* name);
}

namespace tpch {
namespace {

template <typename Struct>
constexpr const char* kCapsuleName = nullptr;
template <>
constexpr const char* kCapsuleName<ArrowSchema> = "arrow_schema";
template <>
constexpr const char* kCapsuleName<ArrowArray> = "arrow_array";
template <>
constexpr const char* kCapsuleName<ArrowArrayStream> = "arrow_array_stream";

// Frees the struct of a capsule. It has no `release` if a consumer has moved its content.
template <typename Struct>
void DestroyCapsule(void* capsule) {
  const std::unique_ptr<Struct> content(
      static_cast<Struct*>(PyCapsule_GetPointer(capsule, kCapsuleName<Struct>)));
  if (content->release != nullptr) content->release(content.get());
}

template <typename Struct>
void* MakeCapsule(Struct* content) {
  if (PyCapsule_New == nullptr) return nullptr;
  std::unique_ptr<Struct> moved(new (std::nothrow) Struct(*content));
  if (moved == nullptr) return nullptr;
  void* const capsule = PyCapsule_New(moved.get(), kCapsuleName<Struct>, DestroyCapsule<Struct>);
  if (capsule == nullptr) return nullptr;
  moved.release();
  content->release = nullptr;
  return capsule;
}

// A stream that ends when the user presses Ctrl-C, which readers that are not written in Python do
// not see.
struct InterruptibleStream {
  ArrowArrayStream stream;
  bool is_interruptible;
  std::mutex mutex = {};  // readers in Python are not careful
  pid_t process = ::getpid();
  bool was_interrupted = false;
};

InterruptibleStream* Self(ArrowArrayStream* stream) {
  return static_cast<InterruptibleStream*>(stream->private_data);
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* schema) {
  return Self(stream)->stream.get_schema(&Self(stream)->stream, schema);
}

int GetNext(ArrowArrayStream* stream, ArrowArray* array) {
  InterruptibleStream* const self = Self(stream);
  // Without the mutex, because it waits for the GIL, which a thread that waits for the mutex may
  // have.
  const bool is_interrupted = self->is_interruptible && IsInterrupted();
  std::unique_lock lock(self->mutex, std::defer_lock);
  // In a fork, the owner of the mutex may be missing, and the stream refuses to be read.
  if (self->process == ::getpid()) lock.lock();
  self->was_interrupted = is_interrupted;
  return self->was_interrupted ? EINTR : self->stream.get_next(&self->stream, array);
}

const char* GetLastError(ArrowArrayStream* stream) {
  InterruptibleStream* const self = Self(stream);
  return self->was_interrupted ? "interrupted" : self->stream.get_last_error(&self->stream);
}

void Release(ArrowArrayStream* stream) {
  const std::unique_ptr<InterruptibleStream> self(Self(stream));
  self->stream.release(&self->stream);
  stream->release = nullptr;
}

}  // namespace
}  // namespace tpch

void* tpch_python_schema(ArrowSchema* schema) { return tpch::MakeCapsule(schema); }

void* tpch_python_array(ArrowArray* array) { return tpch::MakeCapsule(array); }

void* tpch_python_stream(ArrowArrayStream* stream, int is_interruptible) {
  tpch::NoticeInterrupts();
  auto* const inner = new (std::nothrow)
      tpch::InterruptibleStream{.stream = *stream, .is_interruptible = is_interruptible != 0};
  if (inner == nullptr) return nullptr;
  ArrowArrayStream interruptible{tpch::GetSchema, tpch::GetNext, tpch::GetLastError, tpch::Release,
                                 inner};
  void* const capsule = tpch::MakeCapsule(&interruptible);
  if (capsule == nullptr) {
    delete inner;
  } else {
    stream->release = nullptr;
  }
  return capsule;
}
