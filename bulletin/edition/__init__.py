"""What of the library is public at a moment, in order, with the selections that pages need."""
