"""Whether anything has to be done again: which feedpub this is, the state of a site, what is up to date."""
