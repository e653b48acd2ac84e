// Completion scripts for shells, made from the declarations of the command line.

#pragma once

#include <cstdint>
#include <string>

#include "apps/command_description.h"
#include "tpch/enum_names.h"
#include "tpch/status.h"

namespace tpch {

enum class Shell : uint8_t { kBash, kZsh, kFish };

inline constexpr EnumName<Shell> kShells[] = {
    {Shell::kBash, "bash"}, {Shell::kZsh, "zsh"}, {Shell::kFish, "fish"}};

/// Returns a script that completes commands, options and their values. Returns Invalid if `shell`
/// is not one of kShells.
Result<std::string> MakeCompletion(std::string_view shell, const CommandDescription& program);

/// Returns the script for one shell.
std::string FormatBashCompletion(const CommandDescription& program);
std::string FormatZshCompletion(const CommandDescription& program);
std::string FormatFishCompletion(const CommandDescription& program);

/// Returns an option's long name without dashes, or an argument's name, for ChoicesOf.
std::string ChoiceName(const OptionDescription& option);

}  // namespace tpch
