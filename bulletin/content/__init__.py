"""From files to valid records: decoding, front matter, rules. Only library.py opens files."""
