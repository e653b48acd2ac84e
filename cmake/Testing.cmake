# Unit tests, fuzz targets and benchmarks, which are next to their sources. The functions do nothing
# if these are not built.

# The test programs that are not slow.
add_custom_target(fast_tests)

# Adds a test program, split into SHARDS tests (1): each runs its share of the cases. Starting the
# program for each case would take longer than most cases do.
function(tpch_add_tests name)
  if(NOT TPCH_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 tests "" "SHARDS" "SOURCES;LIBRARIES;LABELS")
  add_executable(${name} ${tests_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name}
    PRIVATE TPCH_GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/data/golden")
  # Tests name only the relevant members of a structure. They are compiled more often than they run.
  target_compile_options(${name}
    PRIVATE -Wno-missing-field-initializers $<$<CONFIG:Release>:-O1>)
  target_link_libraries(${name}
    PRIVATE ${tests_LIBRARIES} GTest::gmock_main nlohmann_json::nlohmann_json OpenSSL::Crypto)
  set_target_properties(${name} PROPERTIES TPCH_IS_TEST ON)
  set_property(GLOBAL APPEND PROPERTY TPCH_TEST_PROGRAMS ${name})
  if(NOT tests_LABELS STREQUAL "slow")
    add_dependencies(fast_tests ${name})
  endif()
  if(NOT tests_SHARDS)
    set(tests_SHARDS 1)
  endif()
  foreach(shard RANGE 1 ${tests_SHARDS})
    math(EXPR index "${shard} - 1")
    add_test(NAME ${name}.${shard} COMMAND ${name})
    set_tests_properties(${name}.${shard} PROPERTIES
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${tests_SHARDS};GTEST_SHARD_INDEX=${index}"
      LABELS "${tests_LABELS}")
  endforeach()
endfunction()

# Adds the sources that follow to the test program `name`.
function(tpch_test_sources name)
  if(TPCH_BUILD_TESTS)
    target_sources(${name} PRIVATE ${ARGN})
  endif()
endfunction()

# Adds a fuzz target with the libraries that follow: for libFuzzer, or else as a slow test on the
# corpus of its name, if there is one, and on mutations of it.
function(tpch_add_fuzz_target name source)
  if(NOT TPCH_BUILD_TESTS)
    return()
  endif()
  add_executable(${name} ${source})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARGN})
  if(TPCH_WITH_LIBFUZZER)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    set(corpus ${PROJECT_SOURCE_DIR}/tests/data/corpus/${name})
    if(NOT EXISTS ${corpus})
      set(corpus)
    endif()
    target_link_libraries(${name} PRIVATE tpch_fuzz_driver)
    add_test(NAME ${name} COMMAND ${name} ${corpus})
    set_tests_properties(${name} PROPERTIES LABELS slow)
  endif()
endfunction()

# Adds a source to the program that times kernels.
function(tpch_add_benchmark source)
  if(TPCH_BUILD_BENCHMARKS)
    target_sources(tpch_kernel_benchmark PRIVATE ${source})
  endif()
endfunction()
