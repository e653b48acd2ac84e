"""The parts of bench/io.py, the comparison of our own ways to work and to write."""
