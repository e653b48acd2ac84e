"""The programs that trace ours; a machine may lack them."""

import shutil

DEBIAN_PACKAGES = {"strace": "strace", "perf": "linux-perf", "valgrind": "valgrind"}


def missing_tracers() -> str:
    """Returns which tracers are missing and their Debian packages; empty if none is missing."""
    missing = [program for program in DEBIAN_PACKAGES if not shutil.which(program)]
    if "perf" not in missing:  # valgrind is needed only without perf.
        missing = [program for program in missing if program != "valgrind"]
    if not missing:
        return ""
    named = ", ".join(f"{name} (Debian package {DEBIAN_PACKAGES[name]})" for name in missing)
    return f"not installed: {named}; measuring goes on without what they trace"
