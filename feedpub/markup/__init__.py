"""Bodies of posts: clean HTML for readers, an excerpt in plain text, the pictures.

The only home of the Markdown and sanitising libraries. Liquid, shortcodes and front matter are not known
here: what comes in is the body alone.
"""

from __future__ import annotations

from feedpub.markup.lead import excerpt
from feedpub.markup.pictures import body_images
from feedpub.markup.sanitize import render

__all__ = ["body_images", "excerpt", "render"]
