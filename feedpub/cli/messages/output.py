"""What is said of publishing: files in the way, files that are not opened, and what ends a command."""

from __future__ import annotations

from typing import Final

from feedpub.cli.messages.record import TOML, E, I, Message, W, message, site

_TEA: Final = {"content/tea.md": "---\ntitle: Green tea\ndate: 2024-06-21\n---\nWater of 70 degrees, two minutes.\n"}
_ANY_FILE: Final = "Whoever may change the site could otherwise publish any file of this machine."
_COPY: Final = "Put a copy in its place, leave it out ([content] exclude), or, if the site is yours alone, build with "
_NEVER_OUTSIDE: Final = "feedpub never writes outside the output folder."

_SAID_BEFORE: Final = "Of feeds `feed/duplicate-path` is said before; this is the last look before anything is written."

OUTPUT: Final[tuple[Message, ...]] = (
    message(
        "publish/case-clash",
        E,
        "Two paths differ only in case, or in the composition of their letters.",
        why="On macOS and Windows they are one file, so one feed would overwrite the other.",
        fix="Give one of them another path, category or slug.",
        no_sample=_SAID_BEFORE,
    ),
    message(
        "publish/edited",
        W,
        "A file that feedpub published once would go, and was changed by somebody since, so it stays.",
        why="Readers and search engines may still find it, and it is never brought up to date.",
        fix="Remove it yourself when nobody needs it.",
        sample=site(
            {**_TEA, "feedpub.toml": TOML + '[feeds]\nstylesheet = ""\n', "public/feed.css": "/* my own */\n"},
            before=_TEA,
        ),
    ),
    message(
        "publish/file-and-folder",
        E,
        "A document has the name of a folder that another needs.",
        why="A name can be a file or a folder, not both.",
        fix="Give one of them another path, category or slug.",
        no_sample=_SAID_BEFORE,
    ),
    message(
        "publish/journal-damaged",
        W,
        "The journal of an interrupted run cannot be read, and is not carried out.",
        why="What that run had begun is not finished by it; this build publishes everything itself.",
        fix="Nothing need be done: this run writes a new one.",
        no_sample="It is said of a file of `.feedpub` that was damaged, or left by a run that was killed.",
    ),
    message(
        "publish/journal-not-ours",
        I,
        "The journal of an interrupted run was not written by you on this machine, and is not carried out.",
        why="Whoever can put a file into `.feedpub` could otherwise have files moved and removed.",
        fix="Nothing need be done: this run publishes everything itself.",
        no_sample="It is said of a file of `.feedpub` that was damaged, or left by a run that was killed.",
    ),
    message(
        "publish/manifest-damaged",
        W,
        "The list of what was published before cannot be read.",
        why="Files that are no longer published are not removed by this run.",
        fix="Remove such files yourself; this run writes a new list.",
        no_sample="It is said of a file of `.feedpub` that was damaged, or left by a run that was killed.",
    ),
    message(
        "publish/not-a-file",
        E,
        "A folder, or something else that is no ordinary file, stands where a file has to be.",
        why="A web server has one answer only for each address.",
        fix="Rename it, or publish the file under another path.",
        sample=site({**_TEA, "public/rss.xml/index.html": "<p>Not a feed.</p>\n"}),
    ),
    message(
        "publish/not-a-folder",
        E,
        "A part of the path of a document has to be a folder, and a file stands there.",
        why="Nothing can be written below a file.",
        fix="Rename that file, or publish under another path.",
        sample=site(
            {"feedpub.toml": TOML + '[feeds]\nrss = "feeds/rss.xml"\n', **_TEA, "public/feeds": "A list of feeds.\n"}
        ),
    ),
    message(
        "publish/not-a-path",
        E,
        "The path of a document is none of a file below the output folder.",
        why=_NEVER_OUTSIDE,
        fix="Give a relative path with `/`, without `.`, `..` or empty parts.",
        no_sample="Of feeds `feed/unsafe-path` is said before; this is the last look before anything is written.",
    ),
    message(
        "publish/not-ours",
        E,
        "A file that feedpub did not make, or that was edited since, stands where it would publish its own.",
        why="Overwriting it would lose what is in it, or another program would overwrite ours the next time.",
        fix="Replace it once with `--take-over`, move it away, or publish under another path.",
        sample=site({**_TEA, "public/rss.xml": "<rss/>\n"}),
    ),
    message(
        "publish/outside",
        E,
        "The path of a document leads out of the output folder through a symbolic link or `..`.",
        why=_NEVER_OUTSIDE,
        fix="Make the folder an ordinary one, or publish the file under another path.",
        sample=site(
            {
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\ncategories: [News]\n---\nWater.\n",
                "public/index.html": "<!doctype html><title>Tea</title>\n",
            },
            links={"public/category": "../.."},
        ),
    ),
    message(
        "publish/same-path",
        E,
        "Two documents have one path.",
        why="The second would overwrite the first.",
        fix="Give one of them another path, category or slug.",
        no_sample=_SAID_BEFORE,
    ),
    message(
        "publish/unfinished",
        I,
        "An earlier run was interrupted while publishing; the next build finishes it first.",
        why="Until then the plan of a dry run may list changes that are already on their way.",
        fix="Run the build without `--dry-run`.",
        no_sample="It is said of a file of `.feedpub` that was damaged, or left by a run that was killed.",
    ),
    message(
        "files/absent",
        E,
        "A file or folder that the site names is not there.",
        why="Without it nothing is known of the site, or a text lacks what it includes.",
        fix="Make it; where another program does, run that first.",
        sample=site(
            {
                "_config.yml": "url: https://example.com\nsource: .src\n",
                "_posts/2024-06-21-tea.md": "---\ntitle: Tea\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "files/bad-name",
        (E, W),
        "The name of a file has control characters or is not UTF-8.",
        why="Its address could not be written down.",
        fix="Rename it. In the site of another generator, which takes such names, the file is left out with a warning.",
        sample=site({**_TEA, "content/cups\x01.md": "---\ntitle: Cups\ndate: 2024-06-22\n---\nThin ones.\n"}),
    ),
    message(
        "files/hidden",
        E,
        "A file that the site names lies in a hidden folder, or is hidden itself.",
        why="What is hidden, as `.git` is, was never meant for readers.",
        fix="Give it a name that does not begin with a full stop.",
        sample=site(
            {
                "feedpub.toml": TOML + 'type = "jekyll"\nconfig = [".jekyll.yml"]\n',
                ".jekyll.yml": "title: Tea\n",
                "_posts/2024-06-21-tea.md": "---\ntitle: Tea\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "files/link-broken",
        (W, E),
        "A symbolic link leads to nothing.",
        why="The post that was there is in no feed any more.",
        fix="Remove it, or correct its target.",
        sample=site(_TEA, links={"content/cups.md": "gone.md"}),
    ),
    message(
        "files/link-hidden",
        E,
        "A symbolic link leads to a hidden file or folder.",
        why="What is hidden, as `.git` is, was never meant for readers.",
        fix="Put a copy in its place, or leave it out: `[content] exclude`.",
        sample=site(
            {**_TEA, "content/.secret/cups.md": "---\ntitle: Cups\n---\nFor two.\n"},
            links={"content/cups.md": ".secret/cups.md"},
        ),
    ),
    message(
        "files/link-outside",
        E,
        "A symbolic link leads out of the site.",
        why=_ANY_FILE,
        fix=f"{_COPY}`--follow-links`.",
        sample=site(_TEA, links={"content/cups.md": "../../cups.md"}),
    ),
    message(
        "files/not-a-file",
        E,
        "What should be a file is a pipe, a device or a folder.",
        why="Reading it could take for ever, or give what was never meant for readers.",
        fix="Remove it, or put a file in its place.",
        no_sample="A sample would be a pipe or a device, which no text can show.",
    ),
    message(
        "files/outside",
        E,
        "A path leads out of the site.",
        why=_ANY_FILE,
        fix="Name a path below the folder of the site, without `..`.",
        sample=site(
            {
                "_config.yml": "url: https://example.com\nsource: ../src\n",
                "_posts/2024-06-21-tea.md": "---\ntitle: Tea\n---\nWater of 70 degrees.\n",
            }
        ),
    ),
    message(
        "files/too-large",
        E,
        "A file is larger than any of its kind; of posts, than `content.max_bytes`.",
        why="Readers refuse feeds of such a size, and one file could take all memory.",
        fix="Move data out of the post, or raise `[content] max_bytes`.",
        sample=site({"feedpub.toml": TOML + "[content]\nmax_bytes = 50\n", **_TEA}),
    ),
    message(
        "internal/crash",
        E,
        "A rule of the validator failed: a fault of feedpub or of a plug-in, not of the file.",
        why="The file was not checked by this rule; the others still ran.",
        fix="Report it with the file. `[validate.rules]` switches the rule off until then.",
        no_sample="It takes a fault of a rule, and none is known.",
    ),
    message(
        "plugin/failed",
        E,
        "A plug-in, or a module of rules that the site names, could not be loaded, or failed.",
        why="What it would have found or read is not known.",
        fix="Correct it, update it or uninstall it: the message names its package.",
        sample=site(
            {
                "feedpub.toml": TOML + '[validate]\nmodules = ["rules.py"]\n',
                "content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater of 70 degrees.\n",
                "rules.py": "import no_module_of_this_name\n",
            },
            arguments=("--local-rules",),
        ),
    ),
    message(
        "system/failed",
        E,
        "The system refused: a full disk, a missing permission, a network that does not answer. The exit code is 3.",
        why="Nothing was published; the published files are whole.",
        fix="Look at what the message names, and run the command again.",
        sample=site(
            {"content/tea.md": "---\ntitle: Tea\ndate: 2024-06-21\n---\nWater.\n"}, arguments=("--against", "published")
        ),
    ),
    message(
        "usage/refused",
        E,
        "The command line asks for what cannot be. The exit code is 2.",
        why="Nothing was done.",
        fix="`feedpub COMMAND --help` shows what there is.",
        sample=site({**_TEA}, arguments=("--inject",)),
    ),
)
