# The libraries that the project links, all of them Debian packages. If one is missing, the
# configuration fails and names its package.
#
# Macros, not functions: the pkg-config module needs its variables in this scope.

# Finds a library that installs a CMake package, or for which CMake has a find module.
macro(tpch_find_package name debian_package)
  find_package(${name} QUIET)
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "${name} is missing. On Debian: apt-get install ${debian_package}")
  endif()
endmacro()

# Finds a library that installs only a pkg-config file, as the target PkgConfig::<name>. Users of
# the installed library also need it (TPCH_PKGCONFIG_LIBRARIES).
macro(tpch_find_pkgconfig name debian_package)
  pkg_check_modules(${name} QUIET IMPORTED_TARGET ${name})
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "${name} is missing. On Debian: apt-get install ${debian_package}")
  endif()
  list(APPEND TPCH_PKGCONFIG_LIBRARIES ${name})
endmacro()

tpch_find_package(PkgConfig pkg-config)
tpch_find_package(Threads libc6-dev)
tpch_find_package(fmt libfmt-dev)
tpch_find_package(CLI11 libcli11-dev)
tpch_find_package(nlohmann_json nlohmann-json3-dev)
tpch_find_pkgconfig(libhwy libhwy-dev)
tpch_find_pkgconfig(libxxhash libxxhash-dev)

if(TPCH_WITH_URING)
  tpch_find_pkgconfig(liburing liburing-dev)
endif()
if(TPCH_BUILD_TESTS)
  tpch_find_package(GTest "libgtest-dev libgmock-dev")
  tpch_find_package(OpenSSL libssl-dev)
endif()
if(TPCH_BUILD_BENCHMARKS)
  tpch_find_package(benchmark libbenchmark-dev)
endif()
