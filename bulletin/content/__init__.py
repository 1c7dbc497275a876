"""From files to valid records: reading, decoding, front matter, rules. Only library.py opens files."""
