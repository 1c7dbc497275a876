"""The bulletin of a month on paper: a value becomes a PDF."""
