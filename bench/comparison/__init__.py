"""What several benchmarks share, and the comparison with other generators of bench/peers.py."""
