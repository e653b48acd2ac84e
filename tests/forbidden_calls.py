"""Makes a system call fail with EPERM in a process, as containers do; for preexec_fn."""

import ctypes
import platform
import struct

import pytest

# The numbers of the calls on known machines.
NUMBERS = {
    "x86_64": {"io_uring_setup": 425, "memfd_create": 319},
    "aarch64": {"io_uring_setup": 425, "memfd_create": 279},
}

needs_seccomp = pytest.mark.skipif(
    platform.machine() not in NUMBERS, reason="the numbers of system calls are not known")


def forbid(call):
    """Forbids a call in this process and in all that it starts."""
    number, eperm = NUMBERS[platform.machine()][call], 1
    load, jump_if_equal, end = 0x20, 0x15, 0x06
    allow, fail = 0x7FFF0000, 0x00050000
    program = b"".join(struct.pack("HBBI", *instruction) for instruction in (
        (load, 0, 0, 0), (jump_if_equal, 0, 1, number), (end, 0, 0, fail | eperm),
        (end, 0, 0, allow)))
    code = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", 4, ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, filter_mode = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(set_seccomp, filter_mode, head):
        raise OSError(ctypes.get_errno(), "prctl")
