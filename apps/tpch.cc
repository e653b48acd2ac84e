// The main program.

#include "apps/tpch_program.h"

int main(int argc, char** argv) { return tpch::RunProgram(argc, argv); }
