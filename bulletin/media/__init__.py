"""Pictures and recordings: the bytes an editor hands in, the facts and bytes a reader gets.

Everything here takes and gives bytes; the cache is press/picture_cache.py. A picture passes three
doors, and the first two may refuse it: its file is opened and everything but the picture thrown
away (`opening`), its pixels are decoded (`decoding`), its renditions are made (`pictures`).
"""
