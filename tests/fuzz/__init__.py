"""`python -m tests.fuzz SECONDS`: input that nobody would write, for what reads posts, settings, feeds.

A finding is anything but a result or a message: an exception, an exit status that blames the system, an error that
names a published file in place of the author's, or more time than the input is worth.
"""
