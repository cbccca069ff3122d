"""The pictures of the README and of the guides, taken from the running demo: `make pictures`."""
