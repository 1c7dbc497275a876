"""Vietnamese text as it is read aloud: numbers, dates, units and abbreviations in words."""
