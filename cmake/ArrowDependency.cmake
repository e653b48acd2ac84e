# Apache Arrow as the targets tpch::arrow, tpch::parquet and tpch::arrow_s3: an installed Arrow if
# it is new enough, otherwise the one inside a pyarrow wheel.
#
# The wheel contains headers and shared libraries, but neither CMake files nor the usual `.so`
# links: its libraries have their ABI version in the name (libarrow.so.2600). TPCH_ARROW_WHEEL_DIR
# is the wheel's `pyarrow` folder.

# Declares tpch::<name>, the library lib<name>.so.* of the wheel.
function(tpch_add_wheel_library name)
  file(GLOB library ${TPCH_ARROW_WHEEL_DIR}/lib${name}.so.*)
  list(LENGTH library count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR
      "Apache Arrow is missing: no installed Arrow 20 or newer, and TPCH_ARROW_WHEEL_DIR "
      "('${TPCH_ARROW_WHEEL_DIR}') holds ${count} files lib${name}.so.*, not one. "
      "Build through ./dev, which installs the wheel, or configure with -DTPCH_WITH_ARROW=OFF.")
  endif()
  add_library(tpch::${name} SHARED IMPORTED GLOBAL)
  set_target_properties(tpch::${name} PROPERTIES
    IMPORTED_LOCATION ${library}
    INTERFACE_INCLUDE_DIRECTORIES ${TPCH_ARROW_WHEEL_DIR}/include)
  # Another version of the wheel has other file names, so it needs a new configuration.
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${library})
endfunction()

# Who builds a Python package has a wheel, which users of the package have too.
if(SKBUILD AND NOT TPCH_ARROW_WHEEL_DIR)
  execute_process(
    COMMAND ${PYTHON_EXECUTABLE} -c "import pyarrow; print(*pyarrow.__path__, end='')"
    OUTPUT_VARIABLE TPCH_ARROW_WHEEL_DIR
    COMMAND_ERROR_IS_FATAL ANY)
endif()

find_package(Arrow 20 CONFIG QUIET)
find_package(Parquet 20 CONFIG QUIET)
if(Arrow_FOUND AND Parquet_FOUND)
  add_library(tpch::arrow ALIAS Arrow::arrow_shared)
  add_library(tpch::parquet ALIAS Parquet::parquet_shared)
  # An Arrow with all file systems in one library has no separate one for S3.
  find_package(ArrowS3 CONFIG QUIET)
  if(ArrowS3_FOUND)
    add_library(tpch::arrow_s3 ALIAS ArrowS3::arrow_s3_shared)
  else()
    add_library(tpch::arrow_s3 ALIAS Arrow::arrow_shared)
  endif()
else()
  tpch_add_wheel_library(arrow)
  tpch_add_wheel_library(parquet)
  tpch_add_wheel_library(arrow_s3)
  target_link_libraries(tpch::arrow_s3 INTERFACE tpch::arrow)
  target_link_libraries(tpch::parquet INTERFACE tpch::arrow)
endif()

# TPCH_ARROW_HAS_S3 etc. show which object stores this Arrow supports.
include(CheckCXXSymbolExists)
get_target_property(TPCH_ARROW_TARGET tpch::arrow ALIASED_TARGET)
if(NOT TPCH_ARROW_TARGET)
  set(TPCH_ARROW_TARGET tpch::arrow)
endif()
get_target_property(CMAKE_REQUIRED_INCLUDES ${TPCH_ARROW_TARGET} INTERFACE_INCLUDE_DIRECTORIES)
foreach(store S3 GCS AZURE)
  check_cxx_symbol_exists(ARROW_${store} arrow/util/config.h TPCH_ARROW_HAS_${store})
endforeach()
unset(CMAKE_REQUIRED_INCLUDES)

# The version that programs ask for where Arrow is missing.
if(TPCH_ARROW_TARGET STREQUAL tpch::arrow)
  file(STRINGS ${TPCH_ARROW_WHEEL_DIR}/include/arrow/util/config.h TPCH_ARROW_VERSION
    REGEX "define ARROW_VERSION_STRING")
  string(REGEX REPLACE ".*\"(.*)\"" "\\1" TPCH_ARROW_VERSION ${TPCH_ARROW_VERSION})
else()
  set(TPCH_ARROW_VERSION ${Arrow_VERSION})
endif()
