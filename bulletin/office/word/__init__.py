"""A reader of .docx that takes what a reader of the paper would see, and nothing hidden."""
