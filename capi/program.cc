#include "apps/tpch_program.h"
#include "tpch/tpch.h"

int tpch_run_program(int argc, const char* const* argv) { return tpch::RunProgram(argc, argv); }
