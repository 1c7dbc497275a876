"""What a merge request does to the bulletin, read from its files and said in words."""
