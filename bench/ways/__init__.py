"""The parts of the comparison of our own ways to work and to write that bench/io.py puts together.
"""
