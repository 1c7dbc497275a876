"""Pictures and recordings: from an editor's file to facts about it and to files for readers.

Everything here takes and returns bytes and opens no file; who calls it caches the results. A
picture goes through three steps, and the first two may refuse it: `opening` reads the container
and removes everything but the picture, `decoding` decodes the pixels, `pictures` makes renditions.
"""
