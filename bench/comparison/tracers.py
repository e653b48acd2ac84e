"""The programs that trace ours, which a machine may lack."""

import shutil

DEBIAN_PACKAGES = {"strace": "strace", "perf": "linux-perf", "valgrind": "valgrind"}


def missing_tracers() -> str:
    """Says which tracers are missing and where Debian has them; empty if none is missed."""
    missing = [program for program in DEBIAN_PACKAGES if not shutil.which(program)]
    if "perf" not in missing:  # valgrind is for those that have no perf.
        missing = [program for program in missing if program != "valgrind"]
    if not missing:
        return ""
    named = ", ".join(f"{name} (Debian package {DEBIAN_PACKAGES[name]})" for name in missing)
    return f"not installed: {named}; measuring goes on without what they trace"
