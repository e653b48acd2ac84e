// The function that programs look up in the module for object stores.

#include "tpch/modules/store_module.h"

#include "tpch/store/object_directory.h"

extern "C" __attribute__((visibility("default"))) const tpch::StoreModule* tpch_get_store_module() {
  static const tpch::StoreModule kModule{tpch::ObjectDirectory::Open};
  return &kModule;
}
