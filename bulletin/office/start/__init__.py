"""Another bulletin out of this one: what `scripts/start.py` does.

`answers` are what is asked, `places` finds which texts speak of the old place, `plan` says which
files change and how (`data_texts`, `page_texts`), and `carry_out` alone touches the disk.
"""
