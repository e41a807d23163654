"""The oracle: an earlier feedpub, installed beside, against which this one is held while it is redesigned.

cases     what is built and asked
compare   runs a case with both and compares folders and reports, to the byte
listed    the differences that are meant, each with its reason
many      runs a program many times in one process; the oracle's own interpreter runs it, so it imports nothing of ours

It goes when the redesign is done.
"""
