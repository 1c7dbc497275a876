"""Written Vietnamese: letters, spelling, sort order, dates, numbers, and old encodings."""
