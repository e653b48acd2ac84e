#include "tpch/ddl/schema_script.h"
