"""Worlds of known truth for ``benchmarks/inference.py``, a module for each kind of answer."""
