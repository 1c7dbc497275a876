"""The bulletin: everything that can be said about it without MkDocs. See ARCHITECTURE.md."""
