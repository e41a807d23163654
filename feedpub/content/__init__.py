"""Bodies of posts: clean HTML for readers, an excerpt in plain text, the pictures.

The only home of the Markdown and sanitising libraries. Liquid, shortcodes and front matter are not known
here: what comes in is the body alone.
"""

from __future__ import annotations

from feedpub.content.lead import excerpt
from feedpub.content.pictures import body_images
from feedpub.content.sanitize import render
from feedpub.content.videos import body_videos

__all__ = ["body_images", "body_videos", "excerpt", "render"]
