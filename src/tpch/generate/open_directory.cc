#include "tpch/generate/open_directory.h"

#include "tpch/io/local_directory.h"
#include "tpch/io/output_place.h"
#include "tpch/io/output_uri.h"
#include "tpch/modules/module_loader.h"

namespace tpch {

Result<std::unique_ptr<OutputDirectory>> OpenDirectory(const GenerateOptions& options,
                                                       const StopCondition* stop) {
  if (!IsUri(options.output_dir)) {
    TPCH_RETURN_NOT_OK(CheckOutputPlace(options.output_dir));
    FileOutputOptions file_output = options.file_output;
    file_output.saves_memory |= options.memory_limit.has_value();
    return std::unique_ptr<OutputDirectory>(new LocalDirectory(options.output_dir, file_output));
  }
  TPCH_RETURN_NOT_OK(CheckScheme(options.output_dir));
  TPCH_ASSIGN_OR_RETURN(const StoreModule* module, LoadStoreModule());
  return module->open_directory({options.output_dir, options.storage_options}, options.num_threads,
                                stop);
}

}  // namespace tpch
