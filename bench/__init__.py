"""Measurements. `python -m bench` takes them all and writes bench/RESULTS.md."""
