# Apache Arrow as the targets tpch::arrow and tpch::parquet: the installed one where there is one
# that is new enough, else the one inside a pyarrow wheel.
#
# The wheel carries headers and shared libraries, but neither CMake files nor the usual `.so`
# links: its libraries are named after their ABI version (libarrow.so.2600) and found by that.
# TPCH_ARROW_WHEEL_DIR names the wheel's `pyarrow` folder.

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

find_package(Arrow 20 CONFIG QUIET)
find_package(Parquet 20 CONFIG QUIET)
if(Arrow_FOUND AND Parquet_FOUND)
  add_library(tpch::arrow ALIAS Arrow::arrow_shared)
  add_library(tpch::parquet ALIAS Parquet::parquet_shared)
else()
  tpch_add_wheel_library(arrow)
  tpch_add_wheel_library(parquet)
  target_link_libraries(tpch::parquet INTERFACE tpch::arrow)
endif()
