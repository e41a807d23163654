"""What is said of the posts of other generators alone: what these compute, and what their libraries do."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import TOML, E, Message, W, message, site

_PELICAN: Final = 'SITENAME = "Tea"\nSITEURL = "https://example.com"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n'

GENERATORS: Final[tuple[Message, ...]] = (
    message(
        "post/address-by-clock",
        W,
        "Hexo would write one of two days into the address of a post, by the clock of the machine that it runs on.",
        why="A feed that names the other day leads its readers to a page that is not there.",
        fix="Run Hexo in the time zone of the site (`TZ=Asia/Seoul hexo generate`), or give the post a `permalink`.",
        sample=site(
            {
                "_config.yml": "title: Tea\nurl: https://example.com\nlanguage: en\ntimezone: Asia/Seoul\n"
                "source_dir: source\npermalink: :year/:month/:day/:title/\n",
                "source/_posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21 05:00:00\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "post/bad-rst",
        W,
        "The reStructuredText of a post of Pelican cannot be read; the post is left out, as Pelican leaves it out.",
        why="A feed must not carry a post without its text.",
        fix="Correct the line that the message names.",
        no_sample="It needs docutils, which a build of other sites does without.",
    ),
    message(
        "post/liquid",
        (E, W),
        "The Liquid of a post of Jekyll is broken.",
        why="Jekyll refuses it, and readers would see the source of a template.",
        fix="Correct it; Liquid that is meant as text stands between `{% raw %}` and `{% endraw %}`.",
        sample=site(
            {
                "_config.yml": "title: Tea\nurl: https://example.com\n",
                "_posts/2024-06-21-tea.md": "---\ntitle: Tea\n---\n{% if page.title %} Water of 70 degrees.\n",
            }
        ),
    ),
    message(
        "post/missing-library",
        E,
        "Zola writes an address in ASCII, and the library that does so is not installed.",
        why="The post would have another address in the feeds than on the site.",
        fix="Install what the message names: `pip install 'feedpub[zola]'`.",
        no_sample="It hangs on what is installed.",
    ),
    message(
        "post/needs-library",
        E,
        "Something of a post of Pelican is made by a library that is not installed, such as docutils.",
        why="Without it the post would be another than in Pelican's feeds.",
        fix="Install what the message names: `pip install 'feedpub[pelican]'`.",
        no_sample="It hangs on what is installed.",
    ),
    message(
        "post/no-page",
        E,
        'With `[built] bodies = "page"` every text is that of a page, and the page of a post is not there.',
        why="The feed would carry the post without its text.",
        fix='Run the generator first; with `bodies = "auto"` the source gives the text where there is no page.',
        sample=site(
            {
                "_config.yml": "url: https://example.com\ntitle: Tea\nlang: en\n",
                "feedpub.toml": '[built]\nfolder = "_site"\nbodies = "page"\n',
                "_posts/2024-06-21-tea.md": "---\ntitle: Tea\n---\nWater of 70 degrees.\n",
                "_site/index.html": "<!doctype html><html lang=en><head><title>Tea</title></head></html>\n",
            }
        ),
    ),
    message(
        "post/too-costly",
        W,
        "The reStructuredText of a post takes more time or memory than any text should.",
        why="One post must not keep all others from being published.",
        fix="Divide it, or take out what is wide, long or often repeated: tables, lists in lists, names and classes.",
        no_sample="A sample would be longer than anybody reads.",
    ),
    message(
        "post/unknown-address",
        W,
        "The address of a page is computed by code of the site, which is not run; the page is left out.",
        why="A post at another address than its page would lead readers to nothing.",
        fix="Write the address itself, such as `/2024/tea/`, or take the built pages with `--built FOLDER`.",
        sample=site(
            {
                "eleventy.config.js": "export default function (config) {}\n",
                "feedpub.toml": TOML,
                "posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n"
                'permalink: "/{{ title | slugify }}-{{ page.date }}/"\n---\nWater of 70 degrees.\n',
            }
        ),
    ),
    message(
        "post/unknown-status",
        W,
        "The `Status` of a file is none that Pelican knows; Pelican leaves the file out.",
        why="Readers never see it.",
        fix="Write `published`, `draft`, `hidden` or `skip`.",
        sample=site(
            {
                "pelicanconf.py": _PELICAN,
                "content/tea.md": "Title: Tea\nDate: 2024-06-21\nStatus: ready\n\nWater of 70 degrees.\n",
                "content/cups.md": "Title: Cups\nDate: 2024-06-22\n\nThin ones of porcelain.\n",
            }
        ),
    ),
)
