// The program `tpch` of the Python package: runs the program in the package's libtpch.so, so that
// the package has the library only once.

#include <dlfcn.h>
#include <glob.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "tpch/tpch.h"

namespace {

// Where the library is, from the folder above the program's: an environment, a prefix or ~/.local;
// a folder of packages (pip --target).
constexpr const char* kPlaces[] = {"/lib*/p*/*-packages/tpch/lib/libtpch.so",
                                   "/tpch/lib/libtpch.so"};

constexpr int kExitEnvironment = 1;

// Returns the folder above that of the program.
std::string FindRoot() {
  char path[PATH_MAX];
  const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
  std::string_view root(path, size < 0 ? 0 : static_cast<size_t>(size));
  for (int level = 0; level < 2; ++level) root = root.substr(0, root.rfind('/'));
  return std::string(root);
}

// Returns the pattern that matches the text alone.
std::string EscapePattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (std::strchr("*?[\\", c) != nullptr) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// Returns the program in the library, or null if that is none or of another version: an environment
// may have several Pythons.
decltype(&tpch_run_program) LoadProgram(const char* path) {
  void* const library = ::dlopen(path, RTLD_NOW);
  if (library == nullptr) return nullptr;
  const auto version = reinterpret_cast<decltype(&tpch_version)>(::dlsym(library, "tpch_version"));
  if (version == nullptr || std::strcmp(version(), TPCH_VERSION) != 0) return nullptr;
  return reinterpret_cast<decltype(&tpch_run_program)>(::dlsym(library, "tpch_run_program"));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string root = FindRoot();
  glob_t found{};
  for (const char* const place : kPlaces) {
    const int flags = place == kPlaces[0] ? 0 : GLOB_APPEND;
    ::glob((EscapePattern(root) + place).c_str(), flags, nullptr, &found);
  }
  for (size_t i = 0; i < found.gl_pathc; ++i) {
    const auto program = LoadProgram(found.gl_pathv[i]);
    if (program != nullptr) return program(argc, argv);
  }
  std::fprintf(stderr,
               "tpch: error: no libtpch.so of version %s belongs to the Python packages of '%s'; "
               "install the package tpch again\n",
               TPCH_VERSION, root.c_str());
  return kExitEnvironment;
}
