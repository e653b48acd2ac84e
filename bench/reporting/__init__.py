"""The sections and plots that bench/report.py makes of what the benchmarks measured.

A section is made of the document that a benchmark writes as JSON, without its single runs.
"""
