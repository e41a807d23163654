"""The files of the sites that the oracle is shown because of what is said of them."""

from __future__ import annotations

from typing import Final

from tests.running import post
from tests.test_broken_posts import BROKEN

CONFIGURATION: Final = """\
[site]
url = "https://example.com/"
title = "Tea & Cups"
language = "en"
description = "News of tea"
[feeds.categories]
enabled = true
[feeds.tags]
enabled = true
"""
_PLAIN: Final = '[site]\nurl = "https://example.com/"\ntitle = "Tea"\n'

BROKEN_POSTS: Final[dict[str, str | bytes]] = {
    "feedpub.toml": _PLAIN,
    "content/2024-06-21-whole.md": post("Whole", date=""),
    "content/2024-06-20-sound.md": post("Sound", date=""),
    **{f"content/{name}": text for name, (text, _, _) in BROKEN.items()},
}
MORE_BROKEN_POSTS: Final[dict[str, str | bytes]] = {
    "feedpub.toml": _PLAIN,
    "content/whole.md": post("Whole"),
    "content/a.md": post("Two posts", permalink="/same/"),
    "content/b.md": post("at one address", permalink="/same/"),
    "content/c.md": post("One id", id="tag:example.com,2024:1"),
    "content/d.md": post("twice", id="tag:example.com,2024:1"),
    "content/e.md": "---\ntitle: &a [*a]\ndate: 2024-01-01\n---\n",
    "content/f.md": "---\n- a list\n---\nText.\n",
    "content/g.md": "---\ntitle: {a: 1}\ndate: [2024]\ntags: {b: 2}\n---\n",
    "content/h.md": post("No zone of that name", timezone="Mars/Olympus"),
    "content/i.md": post("No language", lang="not a language"),
    "content/j.md": post("Status", status="perhaps"),
    "content/k.md": post("Out of the site", permalink="/../../etc/"),
    "content/l.md": b"---\ntitle: nul \x00\n---\n",
    "content/m.md": '+++\ntitle = "twice"\ntitle = "twice"\n+++\n',
    "content/n.md": "---\ntitle: !!python/object:os.system x\n---\n",
    "content/o.md": post("Markup", markup="troff"),
}
WARNINGS: Final[dict[str, str | bytes]] = {
    "feedpub.toml": CONFIGURATION + '[validate.rules]\n"rss/*" = "warning"\n',
    "content/2024-01-01-plain.md": post("Plain", date="", categories="[green]", tags="[Cup, cup]"),
    "content/undated.md": post("Undated", date=""),
    "content/untitled.md": post("", "2024-01-03", "A text without a title.\n\nAnd more."),
    "content/bare.md": "No front matter at all.\n",
    "content/empty.md": "",
    "content/future.md": post("Future", "2099-01-01"),
    "content/draft.md": post("Draft", draft="true"),
    "content/order.md": post("Changed before written", "2024-02-01", updated="2023-01-01"),
    "content/bell.md": post("Bell", "2024-01-05", "a \x07 bell"),
    "content/links.md": post("Links", "2024-01-06", "[a](javascript:alert(1)) [b](http://[bad) ![c](//x/y.png)"),
    "content/liquid.md": post("Liquid", "2024-01-07", "{{ page.title }} {% include x.html %} {{< figure src=x >}}"),
    "content/strange.md": post("Strange", "2024-01-08", "<p>open <b>tags <script>x()</script>", titel="x", datum="1"),
    "content/audio.md": post("Audio", "2024-01-10", enclosure="https://example.com/a.mp3"),
    "content/picture.md": post("Picture", "2024-01-11", image="/lost/picture.png"),
    "content/two.en.md": post("English", "2024-01-12", lang="en", translation_key="two"),
    "content/two.ko.md": post("한국어", "2024-01-12", lang="ko", translation_key="two"),
    "content/other.ko.md": post("또", "2024-01-13", lang="ko", translation_key="two"),
    "content/url.md": post("Address", "2024-01-14", url="not an address"),
    "content/alike-1.md": post("Alike", "2024-01-15", "The same."),
    "content/alike-2.md": post("Alike", "2024-01-15", "The same."),
    "content/nul.txt": b"\x00\x01",
}
REFUSED: Final[dict[str, str | bytes]] = {
    "feedpub.toml": CONFIGURATION,
    "content/whole.md": post("Whole"),
    "content/long.md": post("Long", "2024-01-09", tags="[" + "x" * 300 + "]"),
    "content/author.md": post("Author", "2024-01-10", author="{name: A, email: b}"),
    "content/picture.md": post("Picture", "2024-01-11", "![x](http://exa%20mple.com/%zz)", image="http://[x/y.png"),
}
"""What only the documents show to be wrong, so that leaving out posts does not help."""
GUARDED: Final[dict[str, str | bytes]] = {
    "feedpub.toml": CONFIGURATION,
    **{
        f"content/2024-01-{day:02}-post-{day}.md": post(
            f"Post {day}", date="", body=f"Text *{day}*.", categories=f"[{'green' if day % 2 else 'black'}]"
        )
        for day in range(1, 13)
    },
    "content/white.md": post("White", "2024-02-01", categories="[white]", tags="[cup]"),
}
MISTAKES: Final[dict[str, str]] = {
    "none": "",
    "key": _PLAIN + 'langauge = "en"\n[feed]\nlimit = 1\n',
    "type": _PLAIN + "[feeds]\nlimit = 'ten'\nformats = [1]\n[feeds.tags]\nenabled = 'yes'\n",
    "value": '[site]\nurl = "example.com"\ntitle = ""\nlanguage = "xx_yy!"\n[ids]\nscheme = "guid"\n',
    "zone": _PLAIN + 'timezone = "Mars/Olympus"\n',
    "syntax": '[site]\nurl = "https://example.com/\n',
    "twice": '[site]\nurl = "https://example.com/"\nurl = "https://example.org/"\n',
    "paths": _PLAIN + '[feeds]\nrss = "feed.xml"\natom = "feed.xml"\njson = "../feed.json"\n',
    "folder": _PLAIN + '[content]\nfolder = "nowhere"\npermalink = "/:nope/"\n[output]\nfolder = "../out"\n',
    "rules": _PLAIN + '[validate.rules]\n"rss/nope" = "error"\n"atom/*" = "loud"\n',
}
"""What a feedpub.toml has wrong -> its text."""
