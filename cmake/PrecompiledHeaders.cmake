# Compiles the headers that most sources include once for all libraries and once for all test
# programs, which have other flags. With it, a source compiles even if it does not include what it
# uses. So it is only for the sanitizer presets: release finds such a source.

set(tpch_common_headers
  <algorithm> <array> <atomic> <filesystem> <functional> <map> <memory> <optional> <set> <string>
  <string_view> <utility> <vector> <fmt/format.h>)

# A library without macros, because precompiled headers require their own ones wherever they are used.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/common_headers.cc "")
add_library(tpch_common_headers OBJECT ${CMAKE_CURRENT_BINARY_DIR}/common_headers.cc)
target_link_libraries(tpch_common_headers PRIVATE tpch_build_flags tpch_fmt)
target_precompile_headers(tpch_common_headers PRIVATE ${tpch_common_headers})

foreach(library
    tpch tpch_apps tpch_record_batches tpch_table_files tpch_object_store)
  if(TARGET ${library})
    target_precompile_headers(${library} REUSE_FROM tpch_common_headers)
  endif()
endforeach()

get_property(tpch_test_programs GLOBAL PROPERTY TPCH_TEST_PROGRAMS)
if(tpch_test_programs)
  list(POP_FRONT tpch_test_programs owner)
  target_precompile_headers(${owner} PRIVATE
    ${tpch_common_headers} <fstream> <random> <thread> <gmock/gmock.h> <gtest/gtest.h>)
  foreach(program ${tpch_test_programs})
    target_precompile_headers(${program} REUSE_FROM ${owner})
  endforeach()
endif()
