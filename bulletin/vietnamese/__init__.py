"""What the bulletin knows about written Vietnamese: letters, spelling, order, dates and numbers."""
