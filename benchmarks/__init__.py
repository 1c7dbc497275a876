"""The benchmark: an invented corpus, rival programs, measurements, a table and a chart.

Nothing here is part of the site; the package never imports it.
"""
