"""From pages and feeds to the files of the site, and from these to the published folder."""
