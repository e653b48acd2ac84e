# Modules, which programs load on demand.

# Adds the module `name`, made of one source and a library. It has its own copy of our library and
# exports only the functions that the source marks.
function(tpch_add_module name source library)
  add_library(${name} MODULE ${source})
  target_link_libraries(${name} PRIVATE ${library})
  target_link_options(${name} PRIVATE -Wl,--exclude-libs,ALL)
  add_dependencies(programs ${name})
endfunction()
