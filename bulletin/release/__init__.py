"""Going live: a built site is checked as a whole, then put in place of the last one in one step.

`built_site` reads what was built, `gates` judge it, and each kind of target knows how to put a
release in place: `local_target`, `remote_target`, `git_target`, `bucket_target`.
"""
