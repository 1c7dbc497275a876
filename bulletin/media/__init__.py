"""Pictures and recordings: the bytes an editor hands in, the facts and bytes a reader gets.

Everything here takes and gives bytes; only the cache touches the disk. A picture passes through
three doors, each of which may refuse it: its container is opened and everything but the picture
thrown away (`containers`), its pixels are decoded (`decoding`), its renditions are made
(`pictures`).
"""
