"""Files for other people's software: RSS feeds, the list of them, calendars, open data."""
