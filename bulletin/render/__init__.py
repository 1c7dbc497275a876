"""Values to bytes: bodies, pages, pictures and social images. Decides nothing that is public."""
