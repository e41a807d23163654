"""What is said of whole sites, and of the configuration of other generators."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import TOML, E, I, Message, W, message, site

_RUNS_NOTHING: Final = "feedpub runs nothing of a site, so what only its code knows is not known."
_OTHER_ADDRESSES: Final = "Posts would have other addresses, and other ids, than in the feeds that subscribers have."
_TEA: Final = "Title: Tea\nDate: 2024-06-21\n\nWater of 70 degrees, two minutes.\n"


def _pelican(settings: str) -> dict[str, str]:
    start = 'SITENAME = "Tea"\nSITEURL = "https://example.com"\n'
    return {"pelicanconf.py": f"{start}{settings}", "content/tea.md": _TEA}


_WORDS: Final = "Water of seventy degrees, two minutes, and a pot that was warmed before the leaves came into it."
_JEKYLL: Final = {
    "_config.yml": "url: https://example.com\ntitle: Tea\nlang: en\npermalink: pretty\n",
    "_posts/2024-06-21-tea.md": f"---\ntitle: Tea\n---\n{_WORDS}\n",
}
_HUGO: Final = {
    "hugo.toml": 'baseURL = "https://example.com/"\nlanguageCode = "en"\ntitle = "Tea"\n',
    "content/posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n",
}


def _page(text: str) -> str:
    return (
        "<!doctype html><html lang=en><head><title>Tea</title></head>"
        f"<body><article><h1>Tea</h1><p>{text}</p></article></body></html>\n"
    )


SITES: Final[tuple[Message, ...]] = (
    message(
        "page/bad-date",
        W,
        "The date that a built page gives cannot be read.",
        why="Without a date a page stands in no feed.",
        fix="Have the template write it as `2024-06-21T10:00:00+09:00`.",
        sample=site(
            {
                "feedpub.toml": TOML + '[built]\nfolder = "_site"\n',
                "_site/tea/index.html": "<!doctype html><html lang=en><head><title>Tea</title>"
                '<meta property="article:published_time" content="the day before yesterday">'
                "</head><body><article><h1>Tea</h1><p>Water of 70 degrees.</p></article></body></html>\n",
            }
        ),
    ),
    message(
        "page/version-missing",
        W,
        "A built page links to its version in another language, which is not there.",
        why="Search engines are sent to an address that does not exist, and pass over links that are not answered.",
        fix="Have the template link to the translations that there are; the sitemap lists only these.",
        sample=site(
            {
                "feedpub.toml": TOML + '[built]\nfolder = "_site"\n',
                "_site/tea/index.html": "<!doctype html><html lang=en><head><title>Tea</title>"
                '<meta property="article:published_time" content="2024-06-21T10:00:00Z">'
                '<link rel="alternate" hreflang="en" href="https://example.com/tea/">'
                '<link rel="alternate" hreflang="ko" href="https://example.com/ko/tea/">'
                "</head><body><article><h1>Tea</h1><p>Water of 70 degrees.</p></article></body></html>\n",
            }
        ),
    ),
    message(
        "site/bad-permalink",
        E,
        "A permalink in the configuration of Hugo has a token that cannot be filled in.",
        why="The addresses of a whole section follow from it.",
        fix="Correct the token; Hugo refuses it, too.",
        sample=site(
            {
                "hugo.toml": 'baseURL = "https://example.com/"\n[permalinks]\nposts = "/:yaer/:slug/"\n',
                "content/posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater.\n",
            }
        ),
    ),
    message(
        "site/collection-empty",
        W,
        "No post is in the collection that the site's own feed holds, as far as that is known without its code.",
        why="A feed without posts is of use to nobody, so it holds all posts that have a date.",
        fix="Write the tags of posts into their front matter, or into a data file in JSON beside them.",
        sample=site(
            {
                "eleventy.config.js": 'import { feedPlugin } from "@11ty/eleventy-plugin-rss";\n'
                "export default function (config) {\n  config.addPlugin(feedPlugin, {\n"
                '    collection: { name: "tea" },\n'
                '    metadata: { title: "Tea", language: "en", base: "https://example.com/" },\n  });\n}\n',
                "posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "site/collection-not-read",
        W,
        "A function of the configuration of Eleventy tells which posts a collection holds; all with a date are taken.",
        why=f"{_RUNS_NOTHING} The feed may hold pages that Eleventy's own does not.",
        fix="Give the posts a tag of the collection's name, or collect them by `getFilteredByGlob` with literals; "
        "`feed: false` keeps a page out.",
        sample=site(
            {
                "eleventy.config.js": "export default function (config) {\n"
                '  config.addCollection("posts", (api) => api.getAll().filter((each) => each.data.listed));\n}\n',
                "feedpub.toml": TOML,
                "feed.njk": '---\npermalink: /feed.xml\n---\n<rss version="2.0"><channel>\n'
                "{% for post in collections.posts %}<item><guid>{{ post.url }}</guid></item>{% endfor %}\n"
                "</channel></rss>\n",
                "posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "site/feed-not-read",
        W,
        "The template of the site's own feed has something that cannot be understood without running it.",
        why="Subscribers get each post again whose id is not the one that they know.",
        fix="Compare with the live feed: `feedpub diff --against URL`; `feedpub ids adopt URL` keeps its ids.",
        sample=site(
            {
                **_HUGO,
                "layouts/index.rss.xml": '<rss version="2.0"><channel>\n'
                '{{ range where .Site.RegularPages "Params.listed" true }}'
                '<item><title>{{ .Title }}</title><guid>{{ partial "guid" . }}</guid></item>{{ end }}\n'
                "</channel></rss>\n",
            }
        ),
    ),
    message(
        "site/no-dates",
        W,
        "No page of a built site has a date that can be seen, so there is no post and no feed.",
        why="A page with a date is a post; of others feeds know neither order nor age.",
        fix='Have the template of posts write `<meta property="article:published_time" '
        'content="2024-06-21T10:00:00Z">` into their heads; or take the dates that people see, `visible_dates = true` '
        "in `[built]`.",
        sample=site(
            {
                "feedpub.toml": TOML + '[built]\nfolder = "_site"\n',
                **{
                    f"_site/2024/06/21/{name}/index.html": f"<!doctype html><html lang=en><head><title>{name}</title>"
                    f"</head><body><article><h1>{name}</h1><p>Of {name}.</p></article></body></html>\n"
                    for name in ("tea", "cups")
                },
            }
        ),
    ),
    message(
        "site/no-feeds",
        (E, W),
        "There are posts, and no feed holds any of them.",
        why="Nobody could subscribe to them.",
        fix="`feedpub why FILE` tells why of each post; paths of feeds stand in `[feeds]`, an empty one for no feed.",
        sample=site({"content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\nfeed: false\n---\nWater of 70 degrees.\n"}),
    ),
    message(
        "site/no-posts",
        (E, W),
        "No post and no page was found.",
        why="There is nothing to publish feeds of; most often the folder is another.",
        fix="Put posts there, or name their folder with `content.folder`; `feedpub why FILE` tells why a file is none.",
        sample=site({"content/README.txt": "Posts will stand here.\n"}),
    ),
    message(
        "site/not-followed",
        W,
        "The configuration of the generator has something that feedpub does not follow, and that decides addresses or "
        "feeds.",
        why=_OTHER_ADDRESSES,
        fix="Say what you want in feedpub.toml: the message names the key.",
        sample=site(
            {
                "_config.yml": "title: Tea\nurl: https://example.com\nlanguage: en\nroot: /sub/\nsource_dir: source\n",
                "source/_posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "site/not-read",
        W,
        "A page is in a markup whose front matter is not read (Org), so it is left out.",
        why="Readers never see it, and search engines do not find it.",
        fix="Write it in Markdown, or publish the HTML that Hugo made of it: `feedpub build --built public`.",
        sample=site({**_HUGO, "content/posts/cups.org": "#+title: Cups\n#+date: 2024-05-20\n\nFor two.\n"}),
    ),
    message(
        "site/page-differs",
        W,
        "The built page of a post does not hold its text, so the text is taken from the source.",
        why="A page of another post, or older than the source, would give readers a wrong text.",
        fix='Run the generator, and then feedpub; with `bodies = "source"` in `[built]` no page is asked.',
        sample=site(
            {**_JEKYLL, "_site/2024/06/21/tea/index.html": _page("Nothing of this is in the source of the post.")}
        ),
    ),
    message(
        "site/page-not-built",
        W,
        "The generator's output has no page at the address of a post.",
        why="Readers and search engines would be led to an address where nothing is.",
        fix="Run the generator again; if the page is at another address, compare `site.url` and the permalinks.",
        sample=site({**_JEKYLL, "feedpub.toml": '[built]\nfolder = "_site"\n', "_site/index.html": _page("Welcome.")}),
    ),
    message(
        "site/page-refused",
        W,
        "The built page of a post is no file, or lies behind a link out of the site, and is not read.",
        why="Whoever may change the site could otherwise publish any file of this machine.",
        fix="Remove what stands in its place, and run the generator again.",
        sample=site(
            {
                **_JEKYLL,
                "_posts/2024-05-20-cups.md": f"---\ntitle: Cups\n---\nCups. {_WORDS}\n",
                "_site/2024/05/20/cups/index.html": _page(f"Cups. {_WORDS}"),
                "_site/2024/06/21/tea/leaf.txt": "A leaf.\n",
            },
            links={"_site/2024/06/21/tea/index.html": "../../../../../../elsewhere.html"},
        ),
    ),
    message(
        "site/page-without-head",
        I,
        "A page has no `<head>` into which `--inject` could write the links to the feeds.",
        why="Browsers and readers find feeds by a link in the head of a page.",
        fix="Write `<head>` and `</head>` into the layout, and save the pages as UTF-8.",
        sample=site(
            {
                "feedpub.toml": TOML + '[built]\nfolder = "_site"\n',
                "_site/tea/index.html": "<!doctype html><html lang=en><head><title>Tea</title>"
                '<meta property="article:published_time" content="2024-06-21T10:00:00Z">'
                "</head><body><article><h1>Tea</h1><p>Water of 70 degrees.</p></article></body></html>\n",
                "_site/cups.html": "<!doctype html><p>Cups.</p>\n",
            },
            arguments=("--inject",),
        ),
    ),
    message(
        "site/pages-without-feed",
        (W, I),
        "Pages have no link to the feed of the site.",
        why="Browsers and readers find feeds by a link in the head of a page.",
        fix="Build with `--inject`, or put the line that the message gives into the head of the layout.",
        sample=site(
            {
                "feedpub.toml": TOML + '[built]\nfolder = "_site"\n',
                "_site/tea/index.html": "<!doctype html><html lang=en><head><title>Tea</title>"
                '<meta property="article:published_time" content="2024-06-21T10:00:00Z">'
                "</head><body><article><h1>Tea</h1><p>Water of 70 degrees.</p></article></body></html>\n",
            }
        ),
    ),
    message(
        "config/control-character",
        E,
        "The configuration of a generator has a character that XML does not allow.",
        why="One would make a whole feed unreadable.",
        fix="Delete it: such characters come along when text is pasted.",
        sample=site(
            {
                "_config.yml": 'title: "Tea \\x08"\nurl: https://example.com\n',
                "_posts/2024-06-21-tea.md": "---\ntitle: Tea\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "config/data-not-read",
        W,
        "JavaScript makes data of the site (Eleventy) that are not written out in it, and is not run.",
        why=f"{_RUNS_NOTHING} Tags, dates and addresses may come from there.",
        fix="Write what is always the same as literals, or in a data file in JSON; compare the feeds with the site.",
        sample=site(
            {
                "eleventy.config.js": "export default function (config) {}\n",
                "feedpub.toml": TOML,
                "posts/posts.11tydata.js": "export default { permalink: (data) => `/${data.page.fileSlug}/` };\n",
                "posts/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "config/date-of-files",
        W,
        "Pelican's `DEFAULT_DATE` asks for the time of files; posts without a date have none here.",
        why="A checkout gives every file the time of the checkout, and every post would be new again.",
        fix="Write `Date:` in each post.",
        sample=site(_pelican('DEFAULT_DATE = "fs"\n')),
    ),
    message(
        "config/feed-elsewhere",
        W,
        "Pelican's configuration gives feeds another address than that of their files.",
        why="Some readers move a subscription to the address that a feed names; the feeds name that of their files.",
        fix="Lead the other address to the file where the site is served.",
        sample=site(_pelican('FEED_ALL_ATOM = "feeds/all.atom.xml"\nFEED_ALL_ATOM_URL = "feeds/all/"\n')),
    ),
    message(
        "config/markdown-extension",
        W,
        "Pelican reads Markdown with an extension that is not known here.",
        why="What an extension adds to Markdown would stand in the feeds as it is written.",
        fix="Take the texts of posts from the pages that Pelican made: `feedpub build --built output`.",
        sample=site(_pelican('MARKDOWN = {"extension_configs": {"house.kettles": {}}}\n')),
    ),
    message(
        "config/names-of-months",
        W,
        "Addresses of Pelican have the names of months or days, in the language of the machine.",
        why="The addresses of posts would differ from Pelican's.",
        fix="Use numbers, such as `{date:%m}`, or set `LOCALE` to `C`.",
        sample=site(_pelican('LOCALE = "de_DE.UTF-8"\nARTICLE_URL = "{date:%B}/{slug}/"\n')),
    ),
    message(
        "config/not-python",
        E,
        "The configuration of Pelican is no Python that can be read.",
        why="Addresses and ids follow from the configuration.",
        fix="Correct the line that the message names: Pelican cannot read it either.",
        sample=site(_pelican("PLUGINS = [\n")),
    ),
    message(
        "config/not-static",
        (W, E),
        "A setting of Pelican is computed, so its value is not known; an error where addresses follow from it.",
        why=_RUNS_NOTHING,
        fix="Write the value as a literal, set it in feedpub.toml, or name a file of literals in `[site] config`.",
        sample=site(_pelican("import os\nARTICLE_URL = os.environ['ADDRESS']\n")),
    ),
    message(
        "config/plugin-not-run",
        W,
        "A plug-in of Pelican changes addresses or dates, and is not run.",
        why=_RUNS_NOTHING,
        fix="Compare the addresses in the feeds with those of the site.",
        sample=site(_pelican('PLUGINS = ["pelican.plugins.i18n_subsites"]\n')),
    ),
    message(
        "config/second-feed",
        W,
        "Pelican's configuration asks for two feeds of all posts in one format; one of them is published.",
        why="Subscribers of the other would get nothing any more.",
        fix="Redirect the other to the first where the site is served.",
        sample=site(_pelican('FEED_ATOM = "atom.xml"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n')),
    ),
    message(
        "config/setting-of-old",
        E,
        "A setting belongs to an older Pelican, and changes addresses in a way that is not followed.",
        why=_OTHER_ADDRESSES,
        fix="Write what it stands for: Pelican prints the new settings in its place.",
        sample=site(
            _pelican("FILES_TO_COPY = [('extra/robots.txt', 'robots.txt')]\nARTICLE_PERMALINK_STRUCTURE = '/%Y/'\n")
        ),
    ),
)
