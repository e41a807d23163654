"""What the guard says of subscribers, and what is said of ids."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import TOML, E, I, Message, W, message, site

_NAMES: Final = ("amber", "birch", "cedar", "dune", "ember", "fjord")


def _post(name: str, *, front: str = "", day: int = 0) -> str:
    day = day or _NAMES.index(name) + 1
    text = " ".join(f"{name}{number}" for number in range(12))
    return f"---\ntitle: Of {name}\ndate: 2024-06-{day:02}\n{front}---\n{text}.\n"


def _posts(number: int = len(_NAMES)) -> dict[str, str]:
    return {f"content/{name}.md": _post(name) for name in _NAMES[:number]}


_IN_TWO_LANGUAGES: Final = {
    "content/tea.en.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n",
    "content/tea.ko.md": "---\ntitle: 차\ndate: 2024-06-21\n---\n70도의 물.\n",
}
_OF_ANOTHER: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>Example</title><link>https://example.com/</link><description>Trees</description>
<item><title>Of amber</title><link>https://example.com/amber/</link>
<guid isPermaLink="false">https://example.com/?p=17</guid>
<pubDate>Sat, 01 Jun 2024 00:00:00 +0000</pubDate></item>
</channel></rss>
"""
_WITHOUT_WORD: Final = "Nobody looked whether subscribers would get old posts as new ones."

GUARD: Final[tuple[Message, ...]] = (
    message(
        "guard/archive-vanished",
        W,
        "Archives of a feed are published and would no longer be.",
        why="Readers that have noted the address get an error; those that follow the links of the feed do not.",
        fix="Nothing has to be done where the posts of the period are gone, or the archives are to go. Else look at "
        "`feeds.archives`: its `by`, `terms` and `path` give the addresses of archives.",
        sample=site(
            {**_posts(2), "feedpub.toml": TOML + "[feeds]\nlimit = 1\n"},
            before={**_posts(2), "feedpub.toml": TOML + '[feeds]\nlimit = 1\narchives = { by = "month" }\n'},
        ),
    ),
    message(
        "guard/dates-moved",
        E,
        "Posts would have other dates than those that are published.",
        why="Some readers sort by it, and some post every item anew whose date has changed.",
        fix="Write the old `date`, and the new day as `updated`; or set `site.timezone` to the zone that was used; or "
        "let it through this once: `--accept dates-moved`.",
        sample=site({**_posts(), "content/fjord.md": _post("fjord", day=20)}, before=_posts()),
    ),
    message(
        "guard/feed-emptied",
        E,
        "A feed would go, for there is no post to put into it.",
        why="Subscribers of a feed that is gone get an error, and after some days their readers drop it.",
        fix="Look at the posts: `feedpub why POST` tells why one is in no feed. If it is meant, "
        "`--accept feed-emptied`.",
        sample=site(
            {
                "content/amber.md": _post("amber", front="draft: true\n"),
                "content/about.md": "---\ntitle: Us\n---\nWe.\n",
            },
            before=_posts(1),
        ),
    ),
    message(
        "guard/feed-shrunk",
        E,
        "A feed would hold less than half of its posts.",
        why="That is seldom meant: a folder was not read, a date or a setting is wrong.",
        fix="`feedpub why POST` tells why one is missing. If it is meant, `--accept feed-shrunk`.",
        sample=site(_posts(2), before=_posts()),
    ),
    message(
        "guard/feed-vanished",
        E,
        "A feed that is published would no longer be.",
        why="Whoever subscribed to it gets an error, and after some days their readers drop it.",
        fix="Write the line that the message gives; or redirect it and say so in `[redirects.paths]`; or let it go "
        "with `--accept feed-vanished`.",
        sample=site(
            {"feedpub.toml": TOML + '[feeds]\nrss = "feed.rss"\n', **_posts()},
            before=_posts(),
        ),
    ),
    message(
        "guard/id-reused",
        E,
        "A new post has the id by which subscribers know another.",
        why="Readers take it for the old post: it stays invisible, or shows its text under the old title.",
        fix="Give the new post the `id` that the message names, or rename the file.",
        sample=site(
            {**_posts(5), "content/fjord.md": "---\ntitle: Kettles\ndate: 2025-02-03\n---\nCopper and iron, both.\n"},
            before=_posts(),
        ),
    ),
    message(
        "guard/languages-apart",
        I,
        "A feed has held posts in several languages, and will hold each post in one.",
        why="Who subscribed to it for the sake of the other languages gets no new post in them.",
        fix="Tell your readers of the feeds of languages; or `feeds.all_languages = true` keeps all in one.",
        sample=site(
            _IN_TWO_LANGUAGES, before={**_IN_TWO_LANGUAGES, "feedpub.toml": TOML + "[feeds]\nall_languages = true\n"}
        ),
    ),
    message(
        "guard/local-address",
        E,
        "The published feeds lead to a public host, and this build would have them lead to this machine.",
        why="If the folder goes to the web server, the links and pictures of all feeds are broken.",
        fix="Build into a folder for looking: `feedpub build --url http://localhost:8000/ --out preview`.",
        sample=site(_posts(), before=_posts(), arguments=("--url", "http://localhost:8000/")),
    ),
    message(
        "guard/not-compared",
        W,
        "What is published could not be read, and with `--against-optional` the build went on.",
        why=_WITHOUT_WORD,
        fix="Build again when it can be reached.",
        sample=site(_posts(1), arguments=("--against", "published", "--against-optional")),
    ),
    message(
        "guard/nothing-to-compare",
        W,
        "A build in CI knows nothing of any build before it.",
        why=_WITHOUT_WORD,
        fix="Write the live address as `[guard] against`, and `against_optional = true` until the site is on line; or "
        "keep `.feedpub` from one run to the next.",
        sample=site(_posts(), environ={"CI": "true"}),
    ),
    message(
        "guard/reannounced",
        E,
        "A post that is published would get another id.",
        why="Readers tell posts by their id: every subscriber would get it as new and unread once more.",
        fix="Do what the message says: an option for all, or a pin (`feedpub ids pin`) for one. If the post is really "
        "new, `--accept reannounced` lets it through, for this build only.",
        sample=site(
            {**_posts(5), "content/fjord.md": _post("fjord", front="id: urn:fjord\n")},
            before=_posts(),
        ),
    ),
    message(
        "guard/resurfaced",
        (E, I),
        "Old posts come back into a feed, or stay out of it, because newer ones have gone.",
        why="Readers that have forgotten them would show old posts as new.",
        fix="Nothing need be done where they stay out; where they are all that is left, `--accept resurfaced`.",
        sample=site(
            {**_posts(2), "feedpub.toml": TOML + "[feeds]\nlimit = 2\n"},
            before={**_posts(2), "feedpub.toml": TOML + "[feeds]\nlimit = 1\n"},
        ),
    ),
    message(
        "guard/sitemap-shrunk",
        E,
        "The sitemap would hold less than half of its addresses.",
        why="Search engines forget pages that a sitemap no longer names.",
        fix="Look at the posts, at `content.exclude` and `sitemap.enabled`. If it is meant, `--accept sitemap-shrunk`.",
        sample=site(_posts(2), before=_posts()),
    ),
    message(
        "guard/snapshot-damaged",
        W,
        "Published files are gone, and what `.feedpub` kept of them is missing, damaged or of another version.",
        why=_WITHOUT_WORD,
        fix="Compare this build with the live site: `--against URL`. It keeps all anew for the next one.",
        no_sample="It is said of a file of `.feedpub` that was damaged, or left by a run that was killed.",
    ),
    message(
        "guard/unreadable",
        W,
        "A published document cannot be read.",
        why="What its subscribers have cannot be compared with what they would get.",
        fix="If it is a feed, correct it, or compare with a copy that can be read: `--against FOLDER`.",
        sample=site({**_posts(1), "published/rss.xml": "<rss><channel>\n"}, arguments=("--against", "published")),
    ),
    message(
        "ids/adopted",
        I,
        "Posts keep the ids of a feed that was there before.",
        why="Subscribers know the posts by these ids, and see none of them again.",
        fix="Nothing need be done; `feedpub ids list` shows them.",
        sample=site({**_posts(1), "public/rss.xml": _OF_ANOTHER}, arguments=("--take-over",)),
    ),
    message(
        "ids/duplicate-id",
        E,
        "feedpub.ids gives one id to two posts.",
        why="A post has one id, and an id is one post's.",
        fix="Remove one of the two lines; keep the id that the published feed has.",
        sample=site({**_posts(2), "feedpub.ids": "content/amber.md\turn:a\ncontent/birch.md\turn:a\n"}),
    ),
    message(
        "ids/duplicate-path",
        E,
        "feedpub.ids pins one post twice.",
        why="A post has one id, and an id is one post's.",
        fix="Remove one of the two lines; keep the id that the published feed has.",
        sample=site({**_posts(2), "feedpub.ids": "content/amber.md\turn:a\ncontent/amber.md\turn:b\n"}),
    ),
    message(
        "ids/no-pin",
        E,
        "A line of feedpub.ids is no pin.",
        why="A pin that is not understood keeps no id, and its post would be shown to all subscribers again.",
        fix="Write the path of a post, a tab and an id; a comment begins with `#`.",
        sample=site({**_posts(2), "feedpub.ids": "content/amber.md\n"}),
    ),
    message(
        "ids/unknown-column",
        E,
        "What stands behind the id in a line of feedpub.ids is not understood.",
        why="A pin that is not understood keeps no id, and its post would be shown to all subscribers again.",
        fix="Behind an id stand `rss=…`, `isPermaLink=true`, `pubDate=…`, `atom=…` or `json=…`, each behind a tab.",
        sample=site({**_posts(2), "feedpub.ids": "content/amber.md\turn:a\tguid=urn:b\n"}),
    ),
    message(
        "ids/unknown-path",
        W,
        "feedpub.ids pins a post that is not there.",
        why="The pin keeps the id of no post; if the file was renamed, its post gets another id.",
        fix="If the file was renamed, write its new path in this line; otherwise remove the line.",
        sample=site({**_posts(2), "feedpub.ids": "content/ambre.md\turn:a\n"}),
    ),
)
