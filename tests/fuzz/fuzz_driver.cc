// Runs a fuzz target if the compiler has no fuzzer: feeds it the files of a corpus, then mutations
// of them, or random inputs if there is no corpus.
//
//     tpch_…_fuzz [-max_total_time=SECONDS] [-seed=NUMBER] [CORPUS_DIR_OR_FILE...]
//
// The options are those of libFuzzer. Without a time it runs a fixed number of inputs, the same in
// every run. An input that crashes the target, takes more than 20 seconds or needs more than 2 GiB
// of memory stays in the current directory as crash-TARGET.

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tpch/base/file_descriptor.h"
#include "tpch/base/varint.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

// Sanitizers call the callback before they end the process; other builds do not have this
// function.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the sanitizers' name
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace tpch {
namespace {

using Input = std::vector<uint8_t>;
using Random = std::mt19937_64;

constexpr int kNumRandomInputs = 100'000;
constexpr int kNumMutatedInputs = 3'000;
constexpr int kMaxSizeBits = 13;
constexpr size_t kMaxInputBytes = size_t{1} << 20;
constexpr unsigned kMaxSecondsPerInput = 20;
constexpr int64_t kMaxMemoryKib = int64_t{2} << 20;

const Input* current_input = nullptr;
std::string crash_path;

// Keeps the input on which the target failed. A signal handler may call it.
void KeepCurrentInput() {
  const Input* const input = std::exchange(current_input, nullptr);
  if (input == nullptr) return;
  const FileDescriptor file(
      ::open(crash_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file.is_open()) return;
  if (::write(file.value(), input->data(), input->size()) == static_cast<ssize_t>(input->size())) {
    constexpr std::string_view kMessage = "the input is kept as ";
    (void)!::write(STDERR_FILENO, kMessage.data(), kMessage.size());
    (void)!::write(STDERR_FILENO, crash_path.data(), crash_path.size());
    (void)!::write(STDERR_FILENO, "\n", 1);
  }
}

void HandleSignal(int signal) {
  KeepCurrentInput();
  std::signal(signal == SIGALRM ? SIGABRT : signal, SIG_DFL);
  if (signal == SIGALRM) std::abort();
  std::raise(signal);
}

void CatchFailures() {
  const bool has_sanitizer = __sanitizer_set_death_callback != nullptr;
  if (has_sanitizer) __sanitizer_set_death_callback(KeepCurrentInput);
  for (const int signal : {SIGABRT, SIGALRM}) std::signal(signal, HandleSignal);
  if (has_sanitizer) return;  // it reports the other signals
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, HandleSignal);
}

void Feed(const Input& input) {
  current_input = &input;
  ::alarm(kMaxSecondsPerInput);
  LLVMFuzzerTestOneInput(input.data(), input.size());
  ::alarm(0);
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  if (usage.ru_maxrss > kMaxMemoryKib) {
    std::fprintf(stderr, "the process takes %ld MiB of memory\n", usage.ru_maxrss >> 10);
    std::abort();
  }
  current_input = nullptr;
}

// Returns an input of 0 to 2¹³ bytes, of a random order of magnitude. Bytes have few or many
// different values, so that runs and repetitions occur.
Input RandomInput(Random* random) {
  const uint64_t max_size = uint64_t{1} << (*random)() % (kMaxSizeBits + 1);
  Input input((*random)() % (max_size + 1));
  const uint64_t max_byte = 255 >> (*random)() % 8;
  for (uint8_t& byte : input) byte = static_cast<uint8_t>((*random)() % (max_byte + 1));
  return input;
}

// Changes inputs at random places, like damage and attacks.
class Mutator {
 public:
  Mutator(const std::vector<Input>& corpus, Random* random) : corpus_(corpus), random_(*random) {}

  Input MakeInput() {
    Input input = AnyInput();
    for (uint64_t i = Below(1 + Below(8)) + 1; i > 0; --i) Change(&input);
    if (input.size() > kMaxInputBytes) input.resize(kMaxInputBytes);
    return input;
  }

 private:
  uint64_t Below(uint64_t end) { return random_() % end; }
  const Input& AnyInput() { return corpus_[Below(corpus_.size())]; }

  // Returns a position, half of the time near the end, where formats have their metadata.
  size_t AnyPlace(const Input& input) {
    const size_t place = Below(input.size() + 1);
    constexpr size_t kTailBytes = 4096;
    if (Below(2) == 0 || input.size() < kTailBytes) return place;
    return input.size() - Below(kTailBytes);
  }

  void Change(Input* input) {
    const size_t place = AnyPlace(*input);
    const auto at = input->begin() + static_cast<std::ptrdiff_t>(place);
    const size_t num_after = input->size() - place;
    const auto size = static_cast<std::ptrdiff_t>(std::min(Below(1 + Below(64)) + 1, num_after));
    switch (Below(num_after == 0 ? 1 : 7)) {
      case 0:
        input->insert(at, Below(16) + 1, static_cast<uint8_t>(random_()));
        return;
      case 1:
        *at ^= static_cast<uint8_t>(1U << Below(8));
        return;
      case 2:
        *at = static_cast<uint8_t>(random_());
        return;
      case 3:
        return PutNumber(&*at, num_after);
      case 4:
        input->erase(at, at + size);
        return;
      case 5: {
        const Input copy(at, at + size);
        const size_t target = AnyPlace(*input);
        input->insert(input->begin() + static_cast<std::ptrdiff_t>(target), copy.begin(),
                      copy.end());
        return;
      }
      default:
        return CopyFrom(AnyInput(), &*at, num_after);
    }
  }

  // Writes a number at which programs often fail, in Thrift's or the machine's format.
  void PutNumber(uint8_t* out, size_t num_bytes) {
    static constexpr int64_t kNumbers[] = {0,         1,         -1,        127,        128,
                                           -128,      255,       256,       32'767,     -32'768,
                                           65'535,    65'536,    INT32_MAX, INT32_MIN,  1LL << 32,
                                           INT64_MAX, INT64_MIN, 1'000'000, -1'000'000, 1LL << 40};
    const int64_t number = kNumbers[Below(std::size(kNumbers))];
    char bytes[kMaxVarintSizeBytes];
    size_t size = size_t{1} << Below(4);
    std::memcpy(bytes, &number, sizeof number);
    if (Below(2) == 0) {
      size = static_cast<size_t>(WriteVarint(ZigZag(number), bytes) - bytes);
    }
    std::memcpy(out, bytes, std::min(size, num_bytes));
  }

  void CopyFrom(const Input& other, uint8_t* out, size_t num_bytes) {
    if (other.empty()) return;
    const size_t from = Below(other.size());
    std::memcpy(out, &other[from], std::min({Below(256), other.size() - from, num_bytes}));
  }

  const std::vector<Input>& corpus_;
  Random& random_;
};

Input ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Input> ReadCorpus(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return {ReadFile(path)};
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(path)) paths.push_back(entry);
  std::ranges::sort(paths);  // so that all runs are the same
  std::vector<Input> inputs;
  inputs.reserve(paths.size());
  for (const auto& file : paths) inputs.push_back(ReadFile(file));
  return inputs;
}

struct Options {
  std::optional<int64_t> num_seconds;
  uint64_t seed = 1;
  std::vector<Input> corpus;
};

Options ParseArguments(int argc, char** argv) {
  Options options;
  for (const std::string_view argument : std::vector<std::string_view>(argv + 1, argv + argc)) {
    const std::string_view value =
        argument.substr(std::min(argument.find('=') + 1, argument.size()));
    uint64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    if (argument.starts_with("-max_total_time=")) {
      options.num_seconds = static_cast<int64_t>(number);
    } else if (argument.starts_with("-seed=")) {
      options.seed = number;
    } else {
      for (Input& input : ReadCorpus(argument)) options.corpus.push_back(std::move(input));
    }
  }
  return options;
}

int64_t FeedInputs(const Options& options) {
  Random random(options.seed);
  for (const Input& input : options.corpus) Feed(input);
  Mutator mutator(options.corpus, &random);
  const auto make = [&] {
    return options.corpus.empty() ? RandomInput(&random) : mutator.MakeInput();
  };
  const auto start = std::chrono::steady_clock::now();
  const int64_t fixed_number = options.corpus.empty() ? kNumRandomInputs : kNumMutatedInputs;
  int64_t num_inputs = 0;
  for (;; ++num_inputs) {
    const auto seconds = std::chrono::steady_clock::now() - start;
    if (options.num_seconds ? seconds >= std::chrono::seconds(*options.num_seconds)
                            : num_inputs == fixed_number) {
      return num_inputs;
    }
    Feed(make());
  }
}

}  // namespace
}  // namespace tpch

int main(int argc, char** argv) {
  tpch::crash_path = "crash-" + std::filesystem::path(argv[0]).filename().string();
  tpch::CatchFailures();
  const tpch::Options options = tpch::ParseArguments(argc, argv);
  const int64_t num_inputs = tpch::FeedInputs(options);
  std::printf("%zu files of the corpus, %lld inputs\n", options.corpus.size(),
              static_cast<long long>(num_inputs));
  return 0;
}
