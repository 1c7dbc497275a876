"""The bulletin of a month on paper, by mail and in groups: what it says, as values."""
