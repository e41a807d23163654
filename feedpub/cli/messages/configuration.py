"""What is said of feedpub.toml, and of the feeds that it asks for."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import TOML, E, Message, W, message, site

_TEA: Final = "---\ntitle: Green tea\ndate: 2024-06-21\ntags: [tea]\n---\nWater of 70 degrees, two minutes.\n"
_GUESS: Final = "What is meant would have to be guessed, and nothing is published by a guess."


def _configured(text: str, start: str = TOML) -> dict[str, str]:
    return {"feedpub.toml": start + text, "content/tea.md": _TEA}


CONFIGURATION: Final[tuple[Message, ...]] = (
    message(
        "config/bad-permalink",
        E,
        "A permalink of the configuration has a placeholder that does not exist.",
        why="The addresses of all posts follow from it.",
        fix="Correct the placeholder; docs/posts.md lists them.",
        no_sample="A build says `config/bad-value` of it before; this is what Python programs get.",
    ),
    message(
        "config/bad-selector",
        E,
        "`built.content` is no selector of CSS that can be understood.",
        why="It says which part of a page is the post; a wrong one gives readers menus for text.",
        fix="Write it like `.post-content` or `article > div.text`.",
        sample=site(
            {
                "feedpub.toml": TOML + '[built]\nfolder = "_site"\ncontent = "article >> [["\n',
                "_site/tea/index.html": "<!doctype html><title>Tea</title><article>Water.</article>\n",
            }
        ),
    ),
    message(
        "config/bad-timezone",
        E,
        "`site.timezone` is no zone that is known.",
        why="Dates without an offset are read in it; a wrong one moves them by hours.",
        fix="Write a name of the IANA database, such as `Asia/Seoul` or `Europe/Berlin`, or `UTC`.",
        no_sample="A build says `config/bad-value` of it before; this is what Python programs get.",
    ),
    message(
        "config/bad-url",
        E,
        "`site.url` is no address of the web.",
        why="Every link, every id and the sitemap begin with it.",
        fix="Write the address of the home page with its scheme: `https://example.com/`.",
        no_sample="A build says `config/bad-value` of it before; this is what Python programs get.",
    ),
    message(
        "config/bad-value",
        E,
        "The value of a key is none of those that it takes.",
        why=_GUESS,
        fix="Write what the message lists; docs/reference/configuration.md has every key with its values.",
        sample=site(_configured('[feeds]\ncontent = "ful"\n')),
    ),
    message(
        "config/missing",
        E,
        "A key that must be given is missing.",
        why="feedpub cannot do without it, and does not invent it.",
        fix="Write it; most often it is `[site] url`, the address at which the site is.",
        sample=site(_configured('[site]\ntitle = "Tea"\n', start="")),
    ),
    message(
        "config/no-built-folder",
        E,
        "The folder with the built site is not there.",
        why="Posts, or their texts, would come from its pages.",
        fix="Run the generator first, or name the folder that it writes: `--built FOLDER`.",
        sample=site(_configured("", start=TOML + '[built]\nfolder = "_site"\n')),
    ),
    message(
        "config/no-content-folder",
        E,
        "The folder of the posts is not there, or cannot be read.",
        why="There is nothing to make feeds of.",
        fix="Set `[content] folder` to a folder below the site's.",
        no_sample="A build says `config/bad-value` of it before; this is what Python programs get.",
    ),
    message(
        "config/not-utf-8",
        E,
        "The configuration of a generator is not UTF-8.",
        why="Titles would come out wrong in every feed.",
        fix="Save it as UTF-8.",
        sample=site(
            {
                "_config.yml": "title: 녹차\nurl: https://example.com\n",
                "_posts/2024-06-21-tea.md": "---\ntitle: Tea\n---\nWater of 70 degrees.\n",
            },
            encoding="cp949",
        ),
    ),
    message(
        "config/syntax",
        E,
        "A configuration cannot be read: it is no TOML (feedpub.toml), or not what its generator's parser takes.",
        why="Nothing in the file can be relied on before it can be read.",
        fix="Correct the line that the message names. In TOML text stands in double quotes, lists in [brackets], and "
        "tables begin with [name].",
        sample=site(_configured("title = Tea\n")),
    ),
    message(
        "config/unknown-key",
        E,
        "A key of feedpub.toml is none.",
        why="A key that feedpub does not know does nothing, and nobody would see that.",
        fix="Write the key that the message names, or take the line out.",
        sample=site(_configured('langauge = "ko"\n', start='[site]\nurl = "https://example.com/"\n')),
    ),
    message(
        "config/unknown-rule",
        (E, W),
        "`[validate.rules]` names a rule that does not exist.",
        why="A level for a rule that does not exist does nothing.",
        fix="`feedpub explain` lists the rules; a rule of a module of the site needs `--local-rules`.",
        sample=site(_configured('[validate.rules]\n"rss/gid-missing" = "off"\n')),
    ),
    message(
        "config/wrong-type",
        E,
        "The value of a key is of another type: a number where text belongs, text where a list does.",
        why=_GUESS,
        fix="Write what the message asks for; text stands in quotes.",
        sample=site(_configured('[feeds]\nlimit = "20"\n')),
    ),
    message(
        "feed/duplicate-path",
        E,
        "Two documents would be written to one path.",
        why="One would replace the other, and subscribers would get the wrong one.",
        fix="Set the option that the message names to another path; that of terms must hold `{slug}`.",
        sample=site(
            {
                "feedpub.toml": TOML + '[feeds.tags]\nenabled = true\nrss = "{slug}.xml"\n',
                "content/tea.md": _TEA.replace("[tea]", "[Sitemap]"),
            }
        ),
    ),
    message(
        "feed/duplicate-slug",
        E,
        "Two categories, tags, authors or sections are spelt differently and have one slug.",
        why="Their feeds would have one address, and the subscribers of one would get the other.",
        fix="Spell both alike if they are one, otherwise rename one of the two.",
        sample=site(
            {
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\ncategories: [black tea]\n---\nWater.\n",
                "content/cups.md": "---\ntitle: Cups\ndate: 2024-06-22\ncategories: [black-tea]\n---\nThin ones.\n",
            }
        ),
    ),
    message(
        "feed/not-portable-path",
        W,
        "The path of a feed has a name that some systems do not allow (`aux`, a colon, a full stop at the end).",
        why="The site cannot be built, copied or checked out there.",
        fix="Give the term another name or slug, or the feed another path.",
        sample=site(_configured('[feeds]\nrss = "aux.xml"\n')),
    ),
    message(
        "feed/path-too-long",
        E,
        "The path of a feed is longer than file systems take.",
        why="No file can be written there.",
        fix="Shorten the name of the term, or the pattern of the path.",
        sample=site(_configured(f'[feeds]\nrss = "{"a" * 300}.xml"\n')),
    ),
    message(
        "feed/too-many",
        E,
        "There would be more feeds than `feeds.max_feeds` allows.",
        why="Each feed is made, validated, compared and published in every format, and nobody subscribes to so many.",
        fix="Name the terms that have feeds in `only`, switch those of a taxonomy off, or raise `feeds.max_feeds`.",
        sample=site(
            _configured("[feeds]\nmax_feeds = 1\n[feeds.tags]\nenabled = true\n"),
        ),
    ),
    message(
        "feed/too-many-bytes",
        E,
        "All feeds together would have more bytes than `feeds.max_bytes` allows.",
        why="All are made and compared in memory before the first is published.",
        fix='Lower `feeds.limit`, write `feeds.content = "summary"`, have fewer feeds, or raise `feeds.max_bytes`.',
        sample=site(
            {
                "feedpub.toml": TOML + "[feeds]\nmax_bytes = 100\n",
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees, and two minutes.\n",
            }
        ),
    ),
    message(
        "feed/unsafe-path",
        E,
        "The path of a feed leads out of the output folder.",
        why="feedpub writes nothing outside of the output folder.",
        fix="Set the option that the message names to a relative path without `..`; prefer `{slug}` to `{term}`.",
        sample=site(
            {
                "feedpub.toml": TOML + '[feeds.tags]\nenabled = true\nrss = "{term}/rss.xml"\n',
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\ntags: [../..]\n---\nWater.\n",
            }
        ),
    ),
    message(
        "redirect/not-at-root",
        W,
        "The file of redirects is not published, for the site is not at the root of its host.",
        why="Hosts read it at the root of the host alone, so subscribers of feeds that have moved get an error.",
        fix="`feedpub redirects --for netlify` prints the lines for the file that is there.",
        sample=site(
            _configured(
                '[redirects]\nfile = "_redirects"\n[redirects.paths]\n"old.xml" = "rss.xml"\n',
                start='[site]\nurl = "https://example.com/blog/"\nlanguage = "en"\n',
            )
        ),
    ),
    message(
        "redirect/unfit",
        E,
        "A redirect leads nowhere, or away from a feed that is published.",
        why="Subscribers get an error, or nobody knows what they get.",
        fix="Name the path of a feed that is published, or a URL; take out the line of a feed that is still there.",
        sample=site(_configured('[redirects.paths]\n"old.xml" = "new.xml"\n')),
    ),
)
