"""A static portal over many bulletins, from the catalogs that they publish.

The steps, each of which reads only what the one before it made:

    sources.py       SOURCES.yml: which bulletins there are
    fetching.py      a site or a folder, read with bounds on addresses, size and time
    judging.py       bytes to rows of the model, or faults; pure
    older_tables.py  the same rows out of what bulletins publish that have no catalog yet
    collecting.py    the last good copy of each bulletin in a store (store.py)
    holdings.py      what of all copies is shown: without samples and withdrawals, matched
    *_pages.py       pages as values; output.py names every file of the portal
"""
