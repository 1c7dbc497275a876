"""The data model: one module for each kind of record. Nothing here reads or writes files.

A record is what an editor writes in front matter or in a data file, after validation. The checker,
the site, the feeds, the editors' guide and the JSON Schemas are all made from these classes.
"""
