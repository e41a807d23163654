"""What is said of front matter that cannot be read."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import E, Message, W, message, post, site

_LEFT_OUT: Final = "Nothing is known of the post: neither its title nor its date."
_UNSEEN: Final = "The keys would be taken for text, and readers would see them."

FRONT_MATTER: Final[tuple[Message, ...]] = (
    message(
        "front-matter/bad-delimiter",
        (E, W),
        "The first line looks like the opening of front matter, but is not exactly three characters.",
        why=_UNSEEN,
        fix="Write `---` (or `+++`) alone on the first line, and again alone on the line after the last key.",
        sample=post("----\ntitle: Green tea\ndate: 2024-06-21\n----\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/duplicate-key",
        (E, W),
        "A key stands twice.",
        why="Only one of the two can take effect, and not all generators choose the same.",
        fix="Keep one of them; for several values write a list.",
        sample=post("---\ntitle: Green tea\ndate: 2024-06-21\ntags: [tea]\ntags: [green]\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/key-not-text",
        (E, W),
        "A key is a list or a mapping.",
        why=_LEFT_OUT,
        fix="Write a word as the key. A value that begins with `{` or `[` belongs in quotes.",
        sample=post("---\ntitle: Green tea\n[date]: 2024-06-21\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/needs-quotes",
        (E, W),
        "A value means something else in YAML than its author means: it has a colon, or begins with a sign of YAML.",
        why=_LEFT_OUT,
        fix='Put the value in quotes: `title: "제목: 부제"`.',
        sample=post("---\ntitle: Tea: green and black\ndate: 2024-06-21\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/not-a-mapping",
        (E, W),
        "What stands between the delimiters is no list of keys and values.",
        why=_LEFT_OUT,
        fix="Write `title: …`, one key to a line. A rule across the page at the top is written `***`.",
        sample=post("---\nGreen tea\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/not-at-the-start",
        (E, W),
        "Something stands before the front matter.",
        why=_UNSEEN,
        fix="Delete what stands before the first `---`: it must be the first three characters of the file.",
        sample=post("\n\n---\ntitle: Green tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/not-closed",
        (E, W),
        "The front matter opens and is never closed.",
        why=_UNSEEN,
        fix="Write the same three characters alone on the line after the last key.",
        sample=post("---\ntitle: Green tea\ndate: 2024-06-21\n\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/not-json",
        (E, W),
        "The JSON of the front matter cannot be read.",
        why=_LEFT_OUT,
        fix='Write `"key": "value"` with double quotes, a comma between two, none after the last, and `}` at the end.',
        sample=post('{\n"title": "Green tea"\n"date": "2024-06-21"\n}\n\nWater of 70 degrees.\n'),
    ),
    message(
        "front-matter/not-toml",
        (E, W),
        "The TOML of the front matter cannot be read.",
        why=_LEFT_OUT,
        fix='Write `key = "value"`, one to a line, each key once, text always in quotes.',
        sample=post("+++\ntitle = Green tea\ndate = 2024-06-21\n+++\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/not-yaml",
        (E, W),
        "The YAML of the front matter cannot be read.",
        why=_LEFT_OUT,
        fix="Look at the line that the message names, and at the one before it: an indentation, a bracket or a quote.",
        sample=post("---\ntitle: Green tea\ndate: 2024-06-21\n\ttags: tea\n---\nWater of 70 degrees.\n"),
    ),
    message(
        "front-matter/taken-for-text",
        W,
        "What looks like front matter is none for Jekyll, which publishes it as text.",
        why="Readers see the keys, and the post has its title and date by the name of its file.",
        fix="Begin the file with `---`, the keys in YAML, and `---` again.",
        sample=site(
            {
                "_config.yml": "title: Tea\nurl: https://example.com\n",
                "_posts/2024-06-21-tea.md": "---\ntitle: Green tea\n\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "front-matter/too-deep",
        (E, W),
        "Lists or mappings stand in each other deeper than anybody writes them.",
        why="Reading it could take all memory, for one post.",
        fix="Put a value that begins with `[` or `{` in quotes.",
        sample=post(f"---\ntitle: Green tea\ndate: 2024-06-21\ntags: {'[' * 200}{']' * 200}\n---\nWater.\n"),
    ),
    message(
        "front-matter/too-large",
        (E, W),
        "The front matter is longer, or has more values, than anybody writes.",
        why="Reading it could take all memory, for one post; a few aliases of YAML can stand for millions of values.",
        fix="Move data out of the front matter into a file of its own.",
        no_sample="A sample would be longer than anybody reads.",
    ),
)
