"""Tests of `feedpub.preview`."""
