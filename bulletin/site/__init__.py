"""The site: which files it has, what each depends on, and a build of it from start to end."""
