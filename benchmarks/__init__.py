"""Measurements as ratios in one run: `make bench`, or a part with `make bench ONLY=reading`."""
