"""Podcasts as their owners make them, and as directories and players read them."""
