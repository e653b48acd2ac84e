#include "tpch/verify/python_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace tpch {
namespace {

namespace fs = std::filesystem;

constexpr auto kPollTime = std::chrono::milliseconds(5);
constexpr int kExitNotStarted = 127;

// Where to look for Python without PATH.
constexpr std::string_view kUsualPath = "/usr/local/bin:/usr/bin:/bin";

// The arguments of the new process, made before fork.
struct Launch {
  std::string program;
  std::string dir;
  std::array<const char*, 7> arguments;
  std::array<const char*, 5> environment;
};

// Opens a file as one of the standard streams, or ends the process.
void OpenAs(int stream, const char* path, int flags) {
  const int descriptor = ::open(path, flags | O_NOFOLLOW, 0600);
  if (descriptor < 0 || ::dup2(descriptor, stream) < 0) ::_exit(kExitNotStarted);
  if (descriptor != stream) ::close(descriptor);
}

// The new process until it becomes Python. Calls only functions that are safe after fork in a
// program with threads.
[[noreturn]] void BecomePython(const Launch& launch, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have ended before the call.
  if (::getppid() != parent) ::_exit(kExitNotStarted);
  // The terminal's signals go only to the parent, which ends this process.
  ::setpgid(0, 0);
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_DFL);
  if (::chdir(launch.dir.c_str()) != 0) ::_exit(kExitNotStarted);
  OpenAs(STDIN_FILENO, "script.py", O_RDONLY);
  OpenAs(STDOUT_FILENO, "response.json", O_WRONLY | O_CREAT | O_TRUNC);
  OpenAs(STDERR_FILENO, "messages.txt", O_WRONLY | O_CREAT | O_TRUNC);
  ::execve(launch.program.c_str(), const_cast<char* const*>(launch.arguments.data()),
           const_cast<char* const*>(launch.environment.data()));
  ::_exit(kExitNotStarted);
}

// Waits for a process; kills it if `stop` becomes true. Returns its wait status.
Result<int> WaitFor(pid_t process, const std::atomic<bool>& stop) {
  bool is_killed = false;
  int wait_status = 0;
  while (::waitpid(process, &wait_status, WNOHANG) == 0) {
    if (stop && !is_killed) {
      ::kill(-process, SIGKILL);
      ::kill(process, SIGKILL);  // it may not be a group leader yet
      is_killed = true;
    }
    std::this_thread::sleep_for(kPollTime);
  }
  if (is_killed || stop) return Status::Cancelled("interrupted");
  return wait_status;
}

// Returns the last non-empty line of a file.
std::string LastLine(const fs::path& path) {
  std::ifstream file(path);
  std::string last;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) last = line;
  }
  return last;
}

// Returns the absolute directories of a PATH.
std::string AbsoluteOnly(std::string_view path) {
  std::string absolute;
  while (!path.empty()) {
    const std::string_view dir = path.substr(0, path.find(':'));
    path.remove_prefix(std::min(dir.size() + 1, path.size()));
    if (!dir.starts_with('/')) continue;
    if (!absolute.empty()) absolute += ':';
    absolute += dir;
  }
  return absolute;
}

Status WriteScript(std::string_view script, const fs::path& path) {
  std::ofstream file(path);
  file << script;
  file.close();
  if (file) return Status::OK();
  return Status::FromErrno(fmt::format("cannot write '{}'", path.string()), errno);
}

}  // namespace

fs::path FindProgram(std::string_view name, std::string_view path) {
  const std::string absolute = AbsoluteOnly(path);
  std::istringstream dirs(absolute);
  for (std::string dir; std::getline(dirs, dir, ':');) {
    fs::path program = fs::path(dir) / name;
    std::error_code error;
    if (fs::is_regular_file(program, error) && ::access(program.c_str(), X_OK) == 0) return program;
  }
  return {};
}

Status RunPython(std::string_view script, const fs::path& dir, const std::atomic<bool>& stop) {
  TPCH_RETURN_NOT_OK(WriteScript(script, dir / "script.py"));
  const char* const path_variable = std::getenv("PATH");
  const std::string path = AbsoluteOnly(path_variable == nullptr ? kUsualPath : path_variable);
  const std::string path_setting = "PATH=" + path;
  const std::string home = "HOME=" + dir.string();
  const std::string temporary = "TMPDIR=" + dir.string();
  Launch launch{FindProgram("python3", path).string(), dir.string(), {}, {}};
  if (launch.program.empty()) {
    return Status::IoError(Field::kRunQueries,
                           "no python3 in the absolute directories of PATH, to run the queries",
                           "install it");
  }
  launch.arguments = {launch.program.c_str(), "-I", "-B", "-X", "utf8", "-", nullptr};
  launch.environment = {home.c_str(), temporary.c_str(), "LC_ALL=C.UTF-8", path_setting.c_str(),
                        nullptr};
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process == 0) BecomePython(launch, parent);
  if (process < 0) return Status::FromErrno(Field::kRunQueries, "cannot start a process", errno);
  TPCH_ASSIGN_OR_RETURN(const int wait_status, WaitFor(process, stop));
  if (wait_status == 0) return Status::OK();
  if (WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == kExitNotStarted) {
    return Status::IoError(Field::kRunQueries, fmt::format("cannot run '{}'", launch.program));
  }
  const std::string reason = LastLine(dir / "messages.txt");
  return Status::IoError(Field::kRunQueries, fmt::format("'{}' failed{}{}", launch.program,
                                                         reason.empty() ? "" : ": ", reason));
}

}  // namespace tpch
