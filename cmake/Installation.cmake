# What `cmake --install` adds to the programs, modules and documents: the libraries with their
# headers, and the files by which CMake and pkg-config find them.

include(CMakePackageConfigHelpers)

set(TPCH_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/tpch)
set(TPCH_PKGCONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
list(JOIN TPCH_PKGCONFIG_LIBRARIES " " TPCH_PKGCONFIG_REQUIRES)
list(TRANSFORM TPCH_STATIC_LIBRARIES PREPEND -l OUTPUT_VARIABLE TPCH_STATIC_LIBRARY_FLAGS)
list(JOIN TPCH_STATIC_LIBRARY_FLAGS " " TPCH_STATIC_LIBRARY_FLAGS)
# Relative, so that the installed tree may be moved.
file(RELATIVE_PATH TPCH_PKGCONFIG_TO_PREFIX /${TPCH_PKGCONFIG_DIR} /)

# The façade of Arrow's C++ classes is not part of the installed library.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/tpch
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN *.h PATTERN stream.h EXCLUDE)

# libtpch.so is the C library, so the C++ library has another name. Users of one do not need what
# the other depends on, so each has its own file of targets.
set_target_properties(tpch PROPERTIES OUTPUT_NAME tpch_cpp)
install(TARGETS tpch EXPORT tpch-cpp)
install(TARGETS tpch_c EXPORT tpch-c)
foreach(component cpp c)
  install(EXPORT tpch-${component}
    NAMESPACE tpch::
    FILE tpch-${component}-targets.cmake
    DESTINATION ${TPCH_CMAKE_DIR})
endforeach()

configure_package_config_file(cmake/tpch-config.cmake.in ${PROJECT_BINARY_DIR}/tpch-config.cmake
  INSTALL_DESTINATION ${TPCH_CMAKE_DIR}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tpch-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/tpch-config.cmake
  ${PROJECT_BINARY_DIR}/tpch-config-version.cmake
  DESTINATION ${TPCH_CMAKE_DIR})

foreach(name tpch tpch-cpp)
  configure_file(cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${TPCH_PKGCONFIG_DIR})
endforeach()

install(FILES
  ${PROJECT_SOURCE_DIR}/LICENSE
  ${PROJECT_SOURCE_DIR}/NOTICE
  ${PROJECT_SOURCE_DIR}/THIRD_PARTY_NOTICES
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
