# The libraries that the project links, all of them Debian packages. If one is missing, the
# configuration fails and names its package.
#
# Macros, not functions: the pkg-config module needs its variables in this scope.
#
# Programs link all of them statically, so that they run where none is installed. Of fmt and
# Highway, Debian has no static library: base/fmt_library.cc compiles the first, and the headers of
# the second suffice.

# Finds a library that installs a CMake package, or for which CMake has a find module.
macro(tpch_find_package name debian_package)
  find_package(${name} QUIET)
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "${name} is missing. On Debian: apt-get install ${debian_package}")
  endif()
endmacro()

# Finds a header, as the target tpch::<name>.
macro(tpch_find_header name header debian_package)
  find_path(TPCH_${name}_INCLUDE_DIR ${header})
  if(NOT TPCH_${name}_INCLUDE_DIR)
    message(FATAL_ERROR "${name} is missing. On Debian: apt-get install ${debian_package}")
  endif()
  add_library(tpch::${name} INTERFACE IMPORTED)
  set_target_properties(tpch::${name} PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES ${TPCH_${name}_INCLUDE_DIR})
endmacro()

# Finds a static library that installs only a pkg-config file, as the target PkgConfig::<name>.
# Users of the installed library also need it (TPCH_PKGCONFIG_LIBRARIES).
macro(tpch_find_pkgconfig name debian_package)
  set(suffixes ${CMAKE_FIND_LIBRARY_SUFFIXES})
  set(CMAKE_FIND_LIBRARY_SUFFIXES ${CMAKE_STATIC_LIBRARY_SUFFIX})
  pkg_check_modules(${name} QUIET IMPORTED_TARGET ${name})
  set(CMAKE_FIND_LIBRARY_SUFFIXES ${suffixes})
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "${name} is missing. On Debian: apt-get install ${debian_package}")
  endif()
  list(APPEND TPCH_PKGCONFIG_LIBRARIES ${name})
endmacro()

# Finds a static library and its header, as the target tpch::<name>. Its code becomes part of the
# program, whose compressed files then depend on no installed library. Users of the installed one
# also need it (TPCH_STATIC_LIBRARIES).
macro(tpch_find_static_library name header debian_package)
  find_library(TPCH_${name}_LIBRARY ${CMAKE_STATIC_LIBRARY_PREFIX}${name}${CMAKE_STATIC_LIBRARY_SUFFIX})
  find_path(TPCH_${name}_INCLUDE_DIR ${header})
  if(NOT TPCH_${name}_LIBRARY OR NOT TPCH_${name}_INCLUDE_DIR)
    message(FATAL_ERROR "${name} is missing. On Debian: apt-get install ${debian_package}")
  endif()
  add_library(tpch::${name} STATIC IMPORTED)
  set_target_properties(tpch::${name} PROPERTIES
    IMPORTED_LOCATION ${TPCH_${name}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${TPCH_${name}_INCLUDE_DIR})
  list(APPEND TPCH_STATIC_LIBRARIES ${name})
endmacro()

tpch_find_package(PkgConfig pkg-config)
tpch_find_package(Threads libc6-dev)
tpch_find_header(fmt fmt/format.h libfmt-dev)
tpch_find_package(CLI11 libcli11-dev)
tpch_find_package(nlohmann_json nlohmann-json3-dev)
tpch_find_header(hwy hwy/highway.h libhwy-dev)
tpch_find_pkgconfig(libxxhash libxxhash-dev)
tpch_find_static_library(zstd zstd.h libzstd-dev)
tpch_find_static_library(lz4 lz4.h liblz4-dev)
tpch_find_static_library(z zlib.h zlib1g-dev)
tpch_find_static_library(deflate libdeflate.h libdeflate-dev)
tpch_find_static_library(brotlienc brotli/encode.h libbrotli-dev)
tpch_find_static_library(brotlicommon brotli/types.h libbrotli-dev)

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
