"""What is said of recordings and podcasts, films and news."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import TOML, E, I, Message, W, message, post, site

_MP3: Final = "{url: https://cdn.example.net/tea.mp3, length: 12345678, type: audio/mpeg}"
_PODCAST: Final = TOML + '[podcast]\ncategory = "Arts > Food"\nexplicit = false\n'


def _episode(front: str, text: str = "Two minutes.") -> str:
    return f"---\ntitle: Green tea\ndate: 2024-06-21\n{front}---\n{text}\n"


RECORDINGS: Final[tuple[Message, ...]] = (
    message(
        "podcast/cover-unfit",
        W,
        "The cover of the show is not there, or not what directories take.",
        why="Apple Podcasts refuses the show, and Spotify shows it without a picture.",
        fix="Make it a square JPEG or PNG of 1400 to 3000 pixels in RGB; 3000 are best.",
        sample=site(
            {
                "feedpub.toml": _PODCAST + 'image = "cover.jpg"\n',
                "content/tea.md": _episode(f"enclosure: {_MP3}\nduration: 2:00\n"),
            }
        ),
    ),
    message(
        "podcast/duration-unknown",
        W,
        "Of episodes nobody knows how long they are.",
        why="Players show the duration before an episode is fetched, and some show 0:00 without.",
        fix="Write `duration: 1:02:03` into the post, or have it measured: `pip install 'feedpub[podcast]'`.",
        sample=site({"feedpub.toml": _PODCAST, "content/tea.md": _episode(f"enclosure: {_MP3}\n")}),
    ),
    message(
        "podcast/episodes-cut-off",
        W,
        "The feed of the site holds only some of the episodes.",
        why="Apple Podcasts, Spotify and players list the episodes of the feed, and drop those that leave it.",
        fix="Write `limit = 0` in `[feeds]`: feeds hold all then.",
        sample=site(
            {
                "feedpub.toml": _PODCAST + "[feeds]\nlimit = 1\n",
                "content/tea.md": _episode(f"enclosure: {_MP3}\n"),
                "content/cups.md": _episode(f"enclosure: {_MP3.replace('tea', 'cups')}\n", "Thin ones."),
            }
        ),
    ),
    message(
        "podcast/no-rss",
        W,
        "There is a podcast, and no feed of it is RSS.",
        why="Apple Podcasts, Spotify and the other directories take podcasts in RSS alone.",
        fix='Add `"rss"` to `feeds.formats`, and a path to `feeds.rss`.',
        sample=site(
            {
                "feedpub.toml": _PODCAST + '[feeds]\nformats = ["atom"]\n',
                "content/tea.md": _episode(f"enclosure: {_MP3}\n"),
            }
        ),
    ),
    message(
        "podcast/not-described",
        (W, I),
        "A feed has recordings, and nothing is said of the show; advice where recordings are few among its posts.",
        why="Apple Podcasts, Spotify and other directories refuse the feed as it is, and players show no cover.",
        fix="Write `[podcast]` with `category`, `explicit`, `image` and `owner` into feedpub.toml, or `enabled = "
        "false` there where the site is no podcast.",
        sample=site({"content/tea.md": _episode(f"enclosure: {_MP3}\n")}),
    ),
    message(
        "post/bad-place",
        (E, W),
        "The place of a post has a latitude or a longitude that cannot be.",
        why="Maps would show the post elsewhere, or refuse it.",
        fix="Write degrees, the latitude first: `geo: [37.5665, 126.978]`. Often the two stand the wrong way round.",
        sample=post(_episode("geo: [126.978, 37.5665]\n")),
    ),
    message(
        "post/enclosure-length-differs",
        W,
        "A post says another size of its recording than the file has; feeds say what the file has.",
        why="Players show the size, and some refuse a file that is another.",
        fix="Delete the length: it is read from the file.",
        sample=site(
            {
                "content/tea.md": _episode("enclosure: {url: tea.mp3, length: 7, type: audio/mpeg}\n"),
                "content/tea.mp3": "No music, but twenty-nine bytes.",
            }
        ),
    ),
    message(
        "post/enclosure-missing",
        (E, W),
        "The recording that a post names is not in the site.",
        why="Players fetch an episode once: what is published without its recording stays without it.",
        fix="Put the file there, correct its name, or, where it comes to the server another way, write its size: "
        "`enclosure: {url: …, length: 12345678, type: audio/mpeg}`.",
        sample=post(_episode("enclosure: tea.mp3\n")),
    ),
    message(
        "post/enclosure-without-length",
        (E, W),
        "The size of a media file is not known, so the file is left out of the feeds.",
        why="RSS demands the true size in bytes; players show it, and refuse files without it.",
        fix="Write it: `enclosure: {url: …, length: 12345678, type: audio/mpeg}`; or have the file in the site.",
        sample=post(_episode("enclosure: https://cdn.example.net/tea.mp3\n")),
    ),
    message(
        "post/enclosure-without-type",
        (E, W),
        "The media type of a file is not known, so the file is left out of the feeds.",
        why="RSS demands it; players offer what they know to be a recording.",
        fix="Write it: `enclosure: {url: …, length: 12345678, type: audio/mpeg}`.",
        sample=post(_episode("enclosure: {url: https://cdn.example.net/tea.xyz, length: 12345678}\n")),
    ),
    message(
        "post/episode-without-recording",
        W,
        "A post says something of a recording, and has none.",
        why="A post without a file to be heard or watched is no episode: what is said of one is left out.",
        fix="Name the recording: `audio: /audio/one.mp3`, or `enclosure: {url: …, length: …, type: audio/mpeg}`.",
        sample=site({"feedpub.toml": _PODCAST, "content/tea.md": _episode("itunes: {episode: 3}\n")}),
    ),
    message(
        "post/podcast-key-withdrawn",
        I,
        "A key of a post is of a tag that Apple has withdrawn; it is left out.",
        why="No player shows it any more.",
        fix="Delete it: players show the title, the summary and the text of the post.",
        sample=site(
            {
                "feedpub.toml": _PODCAST,
                "content/tea.md": _episode(f"enclosure: {_MP3}\nitunes: {{keywords: tea}}\n"),
            }
        ),
    ),
    message(
        "post/recording-unreadable",
        I,
        "Nothing can be read from a recording: neither its duration nor its chapters.",
        why="Players show how long an episode is before they fetch it.",
        fix="Play it to the end; write `duration` into the post where it is right.",
        sample=site(
            {
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\nenclosure: /tea.mp3\n---\nWater of 70 degrees.\n",
                "static/tea.mp3": "This is no recording.\n",
            }
        ),
    ),
    message(
        "post/unknown-podcast-key",
        W,
        "A key below `itunes` or `podcast` of a post means nothing to feedpub; it is left out.",
        why="What it was to tell players, they are not told.",
        fix="The how-to on podcasts lists the keys of an episode.",
        sample=site(
            {
                "feedpub.toml": _PODCAST,
                "content/tea.md": _episode(f"enclosure: {_MP3}\nitunes: {{colour: green}}\n"),
            }
        ),
    ),
    message(
        "site/forbidden-by-robots",
        W,
        "Pages that robots.txt forbids to fetch are left out of the sitemap.",
        why="A page that crawlers may not fetch is reported as an error where a sitemap lists it, and seldom found.",
        fix="Allow it in robots.txt if people are to find it; if not, say so in `sitemap.exclude`, or by "
        "`sitemap: false` in its front matter.",
        sample=site({"content/tea.md": _episode(""), "public/robots.txt": "User-agent: *\nDisallow: /tea\n"}),
    ),
    message(
        "site/too-many-news",
        W,
        "More posts are of the last two days than a news sitemap may hold; the newest are listed.",
        why="Google passes over the articles beyond the first 1,000 of a file.",
        fix="Build more often than that many are published, so that each is listed for a while.",
        no_sample="A sample would have more than a thousand posts.",
    ),
    message(
        "site/video-incomplete",
        I,
        "Films of posts are not in the sitemap, for something that search engines ask for is not known.",
        why="Google passes over a video without its address, picture, title and description.",
        fix="Write them into the front matter: `video: {url: …, thumbnail: …, title: …, description: …}`; of a "
        "`<video>` the picture is its `poster`.",
        sample=site(
            {
                "feedpub.toml": TOML + "[sitemap]\nvideos = true\n",
                "content/tea.md": _episode("", '<video src="/tea.mp4"></video>'),
            }
        ),
    ),
)
