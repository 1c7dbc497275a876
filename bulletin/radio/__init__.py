"""What the station reads aloud: a script for each cleared story, and the running order."""
