# How every target is compiled, and where the results go.
#
# Targets link `tpch_build_flags` for flags without a CMake property.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Lets a compiler cache see what a precompiled header contains.
if(TPCH_PRECOMPILE_HEADERS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-fpch-preprocess)
endif()

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  if(TPCH_PRECOMPILE_HEADERS)
    # Otherwise it caches nothing that uses a precompiled header.
    list(PREPEND CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros)
  endif()
endif()

add_library(tpch_build_flags INTERFACE)
target_compile_options(tpch_build_flags INTERFACE -Wall -Wextra -Wpedantic)
# GCC 12 wrongly reports overlapping copies in std::string's operator+ (GCC bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(tpch_build_flags INTERFACE -Wno-restrict)
endif()

# One binary runs on every x86-64 machine since 2009; kernels for newer ones are chosen at run time.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  target_compile_options(tpch_build_flags INTERFACE -march=x86-64-v2)
else()
  # Other CPUs have a fused multiply-add, which rounds only once. Estimates in floating point choose
  # the number of files and of their row groups, so they must be the same on every CPU.
  target_compile_options(tpch_build_flags INTERFACE -ffp-contract=off)
endif()

if(TPCH_SANITIZE)
  set(sanitizer_flags -fsanitize=${TPCH_SANITIZE} -fno-sanitize-recover=all)
  target_compile_options(tpch_build_flags INTERFACE ${sanitizer_flags} -fno-omit-frame-pointer)
  target_link_options(tpch_build_flags INTERFACE ${sanitizer_flags})
endif()
if(TPCH_SANITIZE MATCHES "undefined")
  # Reading through a null pointer ends the program anyway, and AddressSanitizer finds objects that
  # are gone. Tests are not themselves under test; these checks would take a third of the time to
  # compile them.
  target_compile_options(tpch_build_flags INTERFACE
    -fno-sanitize=null,vptr
    $<$<BOOL:$<TARGET_PROPERTY:TPCH_IS_TEST>>:-fno-sanitize=undefined>)
endif()

if(TPCH_WITH_LIBFUZZER)
  set(fuzzer_flags -fsanitize=fuzzer-no-link)
  target_compile_options(tpch_build_flags INTERFACE ${fuzzer_flags})
  target_link_options(tpch_build_flags INTERFACE ${fuzzer_flags})
endif()

# Programs and the C library contain the C++ library, because that of an older system would lack
# symbols. libgcc stays shared: an exception of a module may pass through both, and the static one
# needs glibc 2.35. What they do not use of the C++ library is left out, because it needs newer
# symbols (std::random_device). Sanitizers replace functions of the shared library.
add_library(tpch_program_flags INTERFACE)
if(NOT TPCH_SANITIZE)
  target_link_options(tpch_program_flags INTERFACE -static-libstdc++ -Wl,--gc-sections)
endif()
