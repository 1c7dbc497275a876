"""Commands for people who keep the bulletin: each uses files, programs or the cache."""
