"""From an editor's Markdown to HTML that is safe to publish, with links that lead somewhere."""
