"""Shared code of several benchmarks, and the comparison with other generators of bench/peers.py."""
