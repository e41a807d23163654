"""Mistakes as people make them, and what they are told."""
