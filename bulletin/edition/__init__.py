"""What of the library is public at a moment, in order and by every way of asking for it."""
