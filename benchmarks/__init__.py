"""The tools that measure the site: an invented corpus, rivals, figures, a table and a chart.

Nothing here is part of the site: the package never imports it.
"""
