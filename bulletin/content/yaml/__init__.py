"""YAML as people write it: read with lines, its mistakes in their words, edited in place."""
