"""The gates of the file system: what a site names is read, and what a build makes is written, through here alone.

`beneath` resolves a name below a folder so that nothing leads out of it; `reading` and `writing` stand on it.
"""
