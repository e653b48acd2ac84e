# The packages that `./dev package` makes of what `cmake --install` installs: a tarball, and a
# Debian package.

set(CPACK_GENERATOR TGZ DEB)
set(CPACK_PACKAGE_NAME tpch)
set(CPACK_PACKAGE_VENDOR "The tpch authors")
set(CPACK_PACKAGE_CONTACT "The tpch authors <maintainers@tpch.invalid>")
set(CPACK_PACKAGE_FILE_NAME tpch-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/RemoveRunPaths.cmake)

# Everything else is in the files themselves. libgcc-s1 is a dependency of libc6.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libc6 (>= 2.34)")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
  # The default is the machine that makes the package.
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
endif()
set(CPACK_DEBIAN_PACKAGE_SECTION database)

# Packages contain no tests, so they wait for none to be built.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
include(CPack)
