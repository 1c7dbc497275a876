"""What other people's software takes from the bulletin: RSS feeds and the list of them."""
