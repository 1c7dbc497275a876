"""How work is done: by many hands, and not twice."""
