"""What the station reads: a script for each cleared story, and the running order of programmes."""
