"""What is said of posts: their keys, dates, addresses, terms and texts."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import TOML, E, Message, W, message, post, site

_HEXO: Final = {
    "_config.yml": "title: Tea\nurl: https://example.com\ntheme: landscape\n",
    "package.json": '{"hexo": {"version": "7.3.0"}, "dependencies": {"hexo": "^7.3.0"}}\n',
}
_HUGO: Final = 'baseURL = "https://example.com/"\ntitle = "Tea"\n'
_ZOLA: Final = 'base_url = "https://example.com"\ntitle = "Tea"\ngenerate_feeds = true\n'
_PELICAN: Final = 'SITENAME = "Tea"\nSITEURL = "https://example.com"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n'
_GREEN: Final = "---\ntitle: Green tea\ndate: 2024-06-21\n---\nWater of 70 degrees, two minutes.\n"

POSTS: Final[tuple[Message, ...]] = (
    message(
        "post/bad-date",
        (E, W),
        "A date cannot be read, or can be read in two ways.",
        why="Readers sort by date and drop an entry whose date they cannot read; a guess would be wrong half the time.",
        fix="Write the year first: `2024-06-21`, or with the time `2024-06-21 10:00:00 +09:00`.",
        sample=post("---\ntitle: Green tea\ndate: the day before yesterday\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "post/bad-language",
        (E, W),
        "The language of a post is no language tag.",
        why="Readers and search engines ignore it, so a voice reads the post in the wrong language.",
        fix="Write a tag of BCP 47: `ko`, `en-GB`, `zh-Hant`; with a hyphen, not the name of the language.",
        sample=post("---\ntitle: Green tea\ndate: 2024-06-21\nlang: Korean (South)\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "post/bad-permalink",
        (E, W),
        "The permalink of a post has a placeholder that cannot be filled in.",
        why="Its address would not be known, and readers would be led nowhere.",
        fix="Correct the placeholder, or write the address itself: `permalink: /about/`.",
        sample=post("---\ntitle: Green tea\ndate: 2024-06-21\npermalink: /:yaer/:slug/\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "post/bad-shortcode",
        E,
        "A shortcode is not closed, not known, or has arguments that cannot be read.",
        why="Readers would see the source of a template in place of a picture or a video.",
        fix="Correct it where the generator refuses it, too; else run the generator first and build with `--built`, so "
        "that texts come from its pages.",
        sample=site(
            {"hugo.toml": _HUGO, "content/posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\n{{< figure src=\n"}
        ),
    ),
    message(
        "post/bad-timezone",
        (E, W),
        "The `timezone` of a post of Pelican is no zone that is known.",
        why="Its date would be hours away from that of the site.",
        fix="Write a name of the IANA database: `Asia/Seoul`, `Europe/Berlin`.",
        sample=site(
            {
                "pelicanconf.py": _PELICAN,
                "content/tea.md": "Title: Tea\nDate: 2024-06-21\nTimezone: Mars/Olympus\n\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "post/bad-url",
        (E, W),
        "What should be the address of a picture, a page or a file is none.",
        why="Readers would show a broken picture, or refuse the entry.",
        fix="Write `https://…`, or a path such as `/images/a.png`.",
        sample=post(
            "---\ntitle: Green tea\ndate: 2024-06-21\nimage: https://exa mple.com/a.png\n---\nWater of 70 degrees.\n"
        ),
    ),
    message(
        "post/control-characters",
        W,
        "A text has control characters; they are left out.",
        why="XML forbids them: one alone makes a whole feed unreadable.",
        fix="Delete them; such characters come along when text is pasted.",
        sample=post("---\ntitle: Green tea\ndate: 2024-06-21\n---\nWater of 70\x08 degrees, two minutes.\n"),
    ),
    message(
        "post/duplicate-id",
        (E, W),
        "Two posts have the same id.",
        why="Feed readers show only one of two posts with one id.",
        fix="Give the newer of them another `id`, or another name; leave that of the older as it is, for subscribers "
        "know it.",
        sample=site(
            {
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\nid: urn:tea\n---\nWater of 70 degrees.\n",
                "content/cups.md": "---\ntitle: Cups\ndate: 2024-06-22\nid: urn:tea\n---\nThin ones of porcelain.\n",
            }
        ),
    ),
    message(
        "post/duplicate-url",
        (E, W),
        "Two posts have the same address.",
        why="One page would replace the other, and readers would be led to the wrong one.",
        fix="Give one of the two another `slug` or `permalink`, or remove it.",
        sample=site(
            {
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\nslug: tea\n---\nWater of 70 degrees.\n",
                "content/cups.md": "---\ntitle: Cups\ndate: 2024-06-22\nslug: tea\n---\nThin ones of porcelain.\n",
            }
        ),
    ),
    message(
        "post/held-back",
        W,
        "A key such as `password` or `private` holds a post back, so it stands in no feed.",
        why="What a feed holds can be read by all, without a password.",
        fix="Write `feed: true` to publish it all the same, `feed: false` to leave it out without a word.",
        sample=site(
            {
                "content/tea.md": _GREEN,
                "content/diary.md": "---\ntitle: Diary\ndate: 2024-06-22\npassword: tea\n---\nNobody knows.\n",
            }
        ),
    ),
    message(
        "post/left-out",
        W,
        "What only the generator of the site can run (a shortcode, a tag, a component) is taken out of texts.",
        why="Readers would see the source of templates; the post is published with the rest of its text.",
        fix="Run the generator first: where its pages are found (or named: `--built FOLDER`), texts come from them.",
        sample=site(
            {
                "hugo.toml": _HUGO,
                "layouts/shortcodes/kettle.html": '{{ partial "kettle" . }}\n',
                "content/posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater.\n\n{{< kettle 70 >}}\n",
            }
        ),
    ),
    message(
        "post/long-term",
        (E, W),
        "The name of a category or tag is longer than any that is meant.",
        why="It is part of the path of its feed, and stands in every feed with the post.",
        fix="Look at the quotes and commas of the list: often a whole sentence has become a tag.",
        sample=post(f"---\ntitle: Tea\ndate: 2024-06-21\ntags: [{'tea ' * 300}]\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "post/lost-link",
        E,
        "A link of Zola (`@/path.md`) leads to a page that is not there.",
        why="Readers would be led nowhere; Zola refuses it, too.",
        fix="Correct the path; it begins below `content`.",
        sample=site(
            {
                "config.toml": _ZOLA,
                "content/_index.md": "+++\nsort_by = 'date'\n+++\n",
                "content/tea.md": "+++\ntitle = 'Tea'\ndate = 2024-06-21\n+++\nSee [cups](@/cups.md).\n",
            }
        ),
    ),
    message(
        "post/no-date",
        W,
        "A file looks like a post and has no date, so it is in the sitemap and in no feed.",
        why="Feeds know neither the order nor the age of what has no date, and none is invented.",
        fix="Give it `date: YYYY-MM-DD`, or put the date at the front of the name of the file.",
        sample=site(
            {
                "content/posts/tea.md": _GREEN,
                "content/posts/cups.md": "---\ntitle: Cups\ntags: [cups]\n---\nThin ones of porcelain.\n",
            }
        ),
    ),
    message(
        "post/no-front-matter",
        W,
        "A file is named like a post and has no front matter, so it is left out.",
        why="Readers never see it, and nothing else would say so.",
        fix="Begin it with three lines: `---`, `title: …`, `---`.",
        sample=site({"content/tea.md": _GREEN, "content/2024-06-22-cups.md": "Thin ones of porcelain.\n"}),
    ),
    message(
        "post/no-slug",
        W,
        "The name of a file has no letter or digit to make an address of.",
        why="Nobody can read the address, or type it, and it changes with the name.",
        fix="Rename the file, or give the post `slug: …`.",
        sample=post(_GREEN, name="content/---.md"),
    ),
    message(
        "post/no-title",
        W,
        "A file of Pelican has no title; Pelican leaves it out, and so do the feeds.",
        why="Readers never see it.",
        fix="Begin it with `Title: …` on its first line.",
        sample=site(
            {
                "pelicanconf.py": _PELICAN,
                "content/tea.md": "Title: Tea\nDate: 2024-06-21\n\nWater of 70 degrees.\n",
                "content/cups.md": "Date: 2024-06-22\n\nThin ones of porcelain.\n",
            }
        ),
    ),
    message(
        "post/not-text",
        (E, W),
        "A file has a NUL character: it is no text.",
        why="Nothing of it could stand in a feed: XML forbids the character.",
        fix='Save it as UTF-8, or leave it out: `[content] exclude = ["scan.md"]`.',
        sample=post("\0P\0N\0G\0\r\0\n\0 a picture, not a text\n"),
    ),
    message(
        "post/not-utf-8",
        (E, W),
        "A file is not UTF-8; the message says what it probably is.",
        why="Its letters would come out wrong: feeds are UTF-8, and so is all that is read here.",
        fix="Convert it with the line that the message gives, such as `iconv -f CP949 -t UTF-8 tea.md > tea.new`, look "
        "at the result, and put it in place of the file.",
        sample=site(
            {"content/tea.md": "---\ntitle: 녹차를 우리는 법\ndate: 2024-06-21\n---\n칠십 도의 물에 이 분.\n"},
            encoding="cp949",
        ),
    ),
    message(
        "post/too-many-terms",
        (E, W),
        "A post has more categories, tags and authors than `content.max_terms` allows.",
        why="Each may have a feed, and each of these feeds repeats all of them.",
        fix="Take some out, or raise `content.max_terms`.",
        sample=site(
            {
                "feedpub.toml": TOML + "[content]\nmax_terms = 2\n",
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\ntags: [a, b, c]\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "post/too-many-translations",
        E,
        "More posts than there can be languages are said to be versions of one post.",
        why="Each would be listed with each: the sitemap grows with the square of their number.",
        fix="Give posts that are no translations of each other other keys (`translation_key`).",
        no_sample="A sample would have more files than anybody reads.",
    ),
    message(
        "post/translation-twice",
        W,
        "Two versions of one post are in the same language.",
        why="Search engines ignore all versions when two claim one language.",
        fix="Give each its own `lang`, or another `translation_key`.",
        sample=site(
            {
                f"content/{name}.md": f"---\ntitle: {name}\ndate: 2024-06-21\nlang: en\ntranslation_key: tea\n---\n"
                f"Of {name}.\n"
                for name in ("tea", "cups")
            }
        ),
    ),
    message(
        "post/unknown-key",
        W,
        "A key of the front matter is spelt almost like one that feedpub knows, and does nothing.",
        why="What it was meant to say is not said: a post stands in no category, or has another title.",
        fix="Correct the spelling in all the posts that have it; `grep -rn '^titel:' content` finds them.",
        sample=post("---\ntitle: Green tea\ndate: 2024-06-21\ncatagories: [tea]\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "post/unknown-markup",
        (E, W),
        "A post is written in a markup that feedpub does not read.",
        why="The feed would carry it as it stands in the source.",
        fix="Run the generator first and build with `--built FOLDER`, write the post in Markdown, or keep it out of "
        "the feeds: `feed: false`.",
        sample=site(
            {
                "_config.yml": "title: Tea\nurl: https://example.com\n",
                "_posts/2024-06-21-tea.textile": "---\ntitle: Tea\n---\nh1. Water of 70 degrees.\n",
            }
        ),
    ),
    message(
        "post/unrenderable",
        E,
        "The text of a post cannot be rendered: it is nested deeper than anybody can follow.",
        why="A feed must not carry a post without its text.",
        fix="Look at quotes and lists in each other, or take the post out of the feeds with `feed: false`.",
        no_sample="A sample would be longer than anybody reads.",
    ),
    message(
        "post/unsafe-path",
        (E, W),
        "The address of a post leads out of the site.",
        why="A file or link outside the site's own folder would be somebody else's.",
        fix="Write a path below the site, such as `/2024/tea/`.",
        sample=post("---\ntitle: Tea\ndate: 2024-06-21\npermalink: /../../etc/passwd\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "post/updated-before-date",
        W,
        "A post says that it was changed before its own date.",
        why="Search engines stop trusting dates that cannot be.",
        fix="Correct `updated` or `date`; meanwhile the date is used for both.",
        sample=post("---\ntitle: Tea\ndate: 2024-06-21\nupdated: 2023-01-01\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "post/wrong-type",
        (E, W),
        "A key of the front matter has a list, a number or a mapping where it needs something else.",
        why="What it says cannot be used, and a guess would be somebody's surprise.",
        fix="Write what the message asks for.",
        sample=post("---\ntitle: [Green, tea]\ndate: 2024-06-21\n---\nWater of 70 degrees.\n"),
    ),
)
