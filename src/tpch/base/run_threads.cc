#include "tpch/base/run_threads.h"

#include <fmt/format.h>

#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "tpch/base/format_message.h"

namespace tpch {
namespace {

// The first error of several threads. Thread-safe.
class FirstError {
 public:
  explicit FirstError(const std::function<void()>& on_error) : on_error_(on_error) {}

  void Note(Status status) {
    if (status.ok()) return;
    {
      const std::lock_guard lock(mutex_);
      if (!first_.ok()) return;
      first_ = std::move(status);
    }
    on_error_();
  }

  // REQUIRES: no thread calls Note.
  const Status& first() const { return first_; }

 private:
  const std::function<void()>& on_error_;
  std::mutex mutex_;
  Status first_;
};

Status WithoutExceptions(const std::function<Status(int thread)>& work, int thread) {
  try {
    return work(thread);
  } catch (const std::exception& exception) {
    return Status::IoError(exception.what());
  }
}

}  // namespace

Status RunThreads(int num_threads, const std::function<Status(int thread)>& work,
                  const std::function<void()>& on_error) {
  FirstError error(on_error);
  const auto run = [&](int thread) { error.Note(WithoutExceptions(work, thread)); };
  {
    std::vector<std::jthread> threads;
    try {
      for (int thread = 1; thread < num_threads; ++thread) threads.emplace_back(run, thread);
    } catch (const std::system_error& refusal) {
      error.Note(Status::IoError(
          fmt::format("cannot start {} threads: {}", num_threads, refusal.code().message()),
          FormatMessage("use a smaller {}", Field::kNumThreads)));
    }
    run(0);
  }
  return error.first();
}

}  // namespace tpch
