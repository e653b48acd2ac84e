"""The sections and plots that bench/report.py makes from the results of the benchmarks.

Each section comes from the JSON document of a benchmark, without its single runs.
"""
