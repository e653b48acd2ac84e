# What the Python package takes of the build, as the component `python` of `cmake --install --strip`.
# The prefix is a folder of Python packages.

if(NOT SKBUILD)
  set(SKBUILD_SCRIPTS_DIR ../../../bin)
endif()

install(TARGETS tpch_launcher RUNTIME
  DESTINATION ${SKBUILD_SCRIPTS_DIR} COMPONENT python EXCLUDE_FROM_ALL)
# A wheel has no links, so the library has one name.
install(PROGRAMS $<TARGET_FILE:tpch_c> RENAME libtpch.so
  DESTINATION tpch/lib COMPONENT python EXCLUDE_FROM_ALL)
if(TPCH_WITH_ARROW)
  install(TARGETS tpch_arrow tpch_arrow_reader tpch_store LIBRARY
    DESTINATION tpch/lib COMPONENT python EXCLUDE_FROM_ALL)
endif()
install(CODE "set(CMAKE_STRIP \"${CMAKE_STRIP}\")" COMPONENT python EXCLUDE_FROM_ALL)
install(CODE [[
  set(folder "${CMAKE_INSTALL_PREFIX}/tpch/lib")
  execute_process(COMMAND ${CMAKE_STRIP} ${folder}/libtpch.so COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB modules ${folder}/libtpch_*.so)
  foreach(module ${modules})
    file(RPATH_REMOVE FILE ${module})
  endforeach()
]] COMPONENT python EXCLUDE_FROM_ALL)
