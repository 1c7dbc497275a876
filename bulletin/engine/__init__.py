"""Incremental builds of a folder of files, for programs that know their outputs from their inputs.

The engine knows nothing of what it builds and imports nothing of this package. An engineer who
knows Ninja or doit finds the same ideas under these names:

`target.Target`
    One output file: a path, its dependencies and a function that returns the bytes. Dependencies
    are fingerprints of *values* (what a page shows), not timestamps of input files: a change of an
    input that does not change the value builds nothing. So it is in doit (`uptodate`); Ninja
    compares times.
`target.TargetGroup`
    Targets under one key. As long as the key stays, the group is not even opened: its targets are
    not listed and their dependencies are not computed. So a build of 50,000 files of which three
    change is cheap. The key must change with anything that the dependencies follow from.
`cache.Cache`
    Intermediate results by namespace and key, where the key is the fingerprint of everything that
    the result was computed from, so entries never have to be invalidated. `sqlite_cache` keeps
    them on disk and drops everything when the program changes; `cached_map` computes what is
    missing.
`workers`
    One function over many items on all cores. Workers are forked, so they see all values of the
    parent and only results travel.
`staging.stage`
    Compares groups with the manifest of the last build, builds what is out of date into a folder
    of its own, and returns what would change.
`publication.open_publication`
    The transaction around it: locks the output folder, finishes a publication that a crash
    interrupted, and puts staged files in place by renames. Nothing is visible before everything
    is built.

A whole build, with two files that depend on a text each::

    texts = {"a.html": "…", "b.html": "…"}
    cache = SqliteCache(cache_dir / "cache.db", program_fingerprint(package_dir))
    groups = [
        single(Target(path, (("text", fingerprint(text)),), text.encode))
        for path, text in texts.items()
    ]
    with open_publication(output, cache_dir, cache) as publication:
        staged = publication.stage(groups, report=print)
        publication.commit(staged)

How it differs from Ninja: there is no graph between targets. What several targets share is a cached
intermediate result, and what a target depends on is known before it is built, from values that are
in memory anyway.

The manifest is stored in the cache after the files are in place. A crash in between costs time and
nothing else: files that do not match the manifest (by size, time and inode) are built again. The
output folder may hold nothing else; unexpected files are removed.
"""
