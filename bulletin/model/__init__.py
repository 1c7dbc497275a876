"""What the bulletin knows: one file a kind, no input or output.

A record is what an editor writes in front matter or in a data file, once it is valid. The checker,
the site, the feeds, the editors' guide and the JSON Schemas all come from these classes.
"""
