# Sources that a program of tools/ generates during the build.

set(TPCH_GENERATED_DIR ${PROJECT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${TPCH_GENERATED_DIR})

# Makes `TOOL` generate the files OUTPUTS, which sources of the library `target` include by name.
# The tool's arguments are INPUTS, then the paths of the outputs. It runs again when one of DEPENDS
# changes.
function(tpch_add_generated_sources target)
  cmake_parse_arguments(PARSE_ARGV 1 sources "" "TOOL" "INPUTS;DEPENDS;OUTPUTS")
  list(TRANSFORM sources_OUTPUTS PREPEND ${TPCH_GENERATED_DIR}/)
  add_custom_command(
    OUTPUT ${sources_OUTPUTS}
    COMMAND ${sources_TOOL} ${sources_INPUTS} ${sources_OUTPUTS}
    DEPENDS ${sources_TOOL} ${sources_INPUTS} ${sources_DEPENDS}
    COMMENT "Running ${sources_TOOL}")
  add_custom_target(run_${sources_TOOL} DEPENDS ${sources_OUTPUTS})
  add_dependencies(${target} run_${sources_TOOL})
  target_include_directories(${target} PRIVATE ${TPCH_GENERATED_DIR})
endfunction()
