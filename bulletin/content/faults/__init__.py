"""What no text should hold, and what is meant: leftovers, damage, slips, personal data."""
