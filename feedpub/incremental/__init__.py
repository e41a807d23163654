"""Whether anything has to be done again: which feedpub this is, the store of a site, what is up to date."""
