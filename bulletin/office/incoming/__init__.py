"""What people send in: packages of the desk, mail, Word; judged, answered, put on a branch."""
