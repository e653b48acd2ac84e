# Removes the run paths of the modules in a package: the folder of Apache Arrow on the machine that
# built it. The loader finds Arrow on the machine that runs it.

file(GLOB_RECURSE modules ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/libtpch_*.so)
foreach(module ${modules})
  file(RPATH_REMOVE FILE ${module})
endforeach()
