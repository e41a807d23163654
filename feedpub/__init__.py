"""feedpub: the publish step for feeds and sitemaps."""

__version__ = "0.1.0"
