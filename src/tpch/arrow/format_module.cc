// The function that programs look up in the Arrow module.

#include "tpch/modules/format_module.h"

#include <arrow/util/config.h>

#include "tpch/arrow/arrow_format.h"

extern "C" __attribute__((visibility("default"))) const tpch::FormatModule*
tpch_get_format_module() {
  static const tpch::FormatModule kModule{ARROW_VERSION_STRING, tpch::MakeArrowFormat};
  return &kModule;
}
