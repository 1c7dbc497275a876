"""Taking a story, a person or a file down: what is asked, what has to be done, what was done."""
