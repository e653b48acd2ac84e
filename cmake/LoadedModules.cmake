# Modules, which programs load on demand from their folder `../lib/tpch`.

set(TPCH_MODULE_DIR lib/tpch)

# Adds the module `name`, made of one source and a library. It has its own copy of our library and
# exports only the functions that the source marks.
function(tpch_add_module name source library)
  add_library(${name} MODULE ${source} ${PROJECT_SOURCE_DIR}/src/tpch/modules/module_version.cc)
  target_compile_definitions(${name} PRIVATE TPCH_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${name} PRIVATE ${library})
  target_link_options(${name} PRIVATE -Wl,--exclude-libs,ALL)
  set_target_properties(${name} PROPERTIES
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${TPCH_MODULE_DIR}
    # CMake omits the wheel's folder from the link path if it is below the source folder.
    INSTALL_RPATH "${TPCH_ARROW_WHEEL_DIR}"
    INSTALL_RPATH_USE_LINK_PATH ON
    # CMake would append colons to the run path in the build tree, which mean the current folder.
    BUILD_WITH_INSTALL_RPATH ON)
  install(TARGETS ${name} LIBRARY DESTINATION ${TPCH_MODULE_DIR})
  add_dependencies(programs ${name})
endfunction()
