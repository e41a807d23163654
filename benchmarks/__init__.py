"""Timings against other generators; run by hand (`make bench`), never a test. See README.md here."""
