"""The search index: from public items to the small files that a reader's query fetches."""
