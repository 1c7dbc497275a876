"""The report on the bulletin's work in a period: its figures, its words, its files."""
