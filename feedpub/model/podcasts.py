"""What directories and players of podcasts are told: of an episode, and of the show, the table `[podcast]`.

Names are those of Apple's guide ("A Podcaster's Guide to RSS") and of the podcast namespace
(https://podcastindex.org/namespace/1.0).
"""

from __future__ import annotations

import enum
from typing import Annotated

from msgspec import Struct

from feedpub.model.doc import doc


def is_recording(media_type: str) -> bool:
    """Return whether a file of this type is to be heard or watched: what makes a post an episode."""
    return media_type.startswith(("audio/", "video/"))


class ShowType(enum.Enum):
    """In which order episodes are meant to be heard (itunes:type)."""

    EPISODIC = "episodic"
    SERIAL = "serial"


class EpisodeType(enum.Enum):
    """What kind of episode it is (itunes:episodeType)."""

    FULL = "full"
    TRAILER = "trailer"
    BONUS = "bonus"


class PodcastPerson(Struct, frozen=True, kw_only=True, array_like=True):
    """A table of `podcast.person`, and of an episode: who is heard (podcast:person)."""

    name: Annotated[str, doc("Name, or alias.")]
    role: Annotated[str, doc("Role of the Podcast Taxonomy, `host` where it is not said: `guest`.")] = ""
    group: Annotated[str, doc("Group of the Podcast Taxonomy: `writing`.")] = ""
    href: Annotated[str, doc("Address of a page about the person.")] = ""
    img: Annotated[str, doc("Address of a picture of the person.")] = ""


class PodcastLicense(Struct, frozen=True, kw_only=True, array_like=True):
    """Table `[podcast.license]` (podcast:license)."""

    name: Annotated[str, doc("Identifier of SPDX, `cc-by-4.0`, or a name of your own, which needs a `url`.")]
    url: Annotated[str, doc("Address of the text of the license.")] = ""


class PodcastText(Struct, frozen=True, kw_only=True, array_like=True):
    """A table of `podcast.txt`: a text for programs, as to prove who owns the feed (podcast:txt)."""

    value: Annotated[str, doc("The text, 4000 characters at most.")]
    purpose: Annotated[str, doc("What it is for: `verify`.")] = ""


class ValueRecipient(Struct, frozen=True, kw_only=True, array_like=True):
    """A table of `podcast.value.recipients` (podcast:valueRecipient), as your wallet gives it."""

    type: Annotated[str, doc("Kind of the address: `node`, `lnaddress`.")]
    address: Annotated[str, doc("Where payments go.")]
    split: Annotated[int, doc("Number of shares.")]
    name: Annotated[str, doc("Whose it is.")] = ""
    custom_key: Annotated[str, doc("`customKey`, where the wallet has one.")] = ""
    custom_value: Annotated[str, doc("`customValue`, likewise.")] = ""
    fee: Annotated[bool, doc("Whether the share is a fee, taken before the others.")] = False


class PodcastValue(Struct, frozen=True, kw_only=True, array_like=True):
    """Table `[podcast.value]` (podcast:value): how listeners can pay while they listen."""

    type: Annotated[str, doc("Kind of payment: `lightning`.")]
    method: Annotated[str, doc("Way of payment: `keysend`.")]
    recipients: Annotated[
        tuple[ValueRecipient, ...], doc("Who is paid: tables with `type`, `address`, `split`, and `name`.")
    ]
    suggested: Annotated[str, doc("Suggested amount in bitcoin: `0.00000005000`.")] = ""


class Transcript(Struct, frozen=True, kw_only=True, array_like=True):
    """The words of an episode in a file (podcast:transcript)."""

    url: str
    type: str
    language: str = ""
    rel: str = ""


class Chapter(Struct, frozen=True, kw_only=True, array_like=True):
    """A part of an episode (JSON chapters format 1.2.0): its start in milliseconds, and its title."""

    start: int
    title: str
    url: str = ""
    img: str = ""


class Episode(Struct, frozen=True, kw_only=True, array_like=True):
    """What players are told of a post with a recording besides what every reader is."""

    title: str = ""
    """The title without number and name of the show, where it is another than that of the post."""
    author: str = ""
    number: int | None = None
    """From 1."""
    display: str = ""
    """What players show in place of the number."""
    season: int | None = None
    """From 1."""
    season_name: str = ""
    type: EpisodeType | None = None
    explicit: bool | None = None
    image: str = ""
    """Absolute URL of a square picture."""
    block: bool = False
    """Whether directories are not to show it."""
    duration: int | None = None
    """In seconds."""
    transcripts: tuple[Transcript, ...] = ()
    chapters_url: str = ""
    """Absolute URL of chapters in JSON."""
    chapters: tuple[Chapter, ...] = ()
    """Chapters that are published as JSON at that address."""
    cover_in: str = ""
    """Path below the site of the recording whose cover is published as `image`; empty where that is another picture."""
    persons: tuple[PodcastPerson, ...] = ()
    license: PodcastLicense | None = None
    txt: tuple[PodcastText, ...] = ()
    value: PodcastValue | None = None


class PodcastCategory(Struct, frozen=True, kw_only=True):
    """A table of `podcast.category`: one of Apple's categories."""

    name: Annotated[str, doc("Name of the category, as Apple spells it: `Society & Culture`.")]
    subcategory: Annotated[tuple[str, ...], doc("Name of a subcategory of it, or a list of these.")] = ()


class PodcastOwner(Struct, frozen=True, kw_only=True):
    """Table `[podcast.owner]`: who may claim the show."""

    email: Annotated[str, doc("Address that directories write to; anybody can read it in the feed.")]
    name: Annotated[str, doc("Name of the owner; that of `podcast.author` when empty.")] = ""


class Funding(Struct, frozen=True, kw_only=True):
    """A table of `podcast.funding`: where listeners can support the show."""

    url: Annotated[str, doc("Address of the page.")]
    text: Annotated[str, doc("What players write on the button, 128 characters at most.")] = "Support the show"


class PodcastOptions(Struct, frozen=True, kw_only=True):
    """Table `[podcast]`: what directories are told of a site whose posts have recordings."""

    enabled: Annotated[
        bool,
        doc(
            "Whether feeds with recordings are podcasts. With `false` they have none of the tags of directories, and "
            "nobody is told what directories would want."
        ),
    ] = True
    category: Annotated[
        tuple[PodcastCategory, ...],
        doc(
            "Categories of Apple Podcasts, the first of which counts most: a name, a table (name, subcategory) or a "
            "list of these.",
            example=(PodcastCategory(name="Society & Culture", subcategory=("Documentary",)),),
        ),
    ] = ()
    explicit: Annotated[
        bool | None,
        doc("Whether the show has explicit language or content; posts can say it of episodes.", example=False),
    ] = None
    image: Annotated[
        str,
        doc(
            "Cover: a square JPEG or PNG of 1400 to 3000 pixels, as a path of the site or a URL.", example="/cover.jpg"
        ),
    ] = ""
    author: Annotated[str, doc("Who makes the show; the names of `site.author` when empty.")] = ""
    owner: Annotated[
        PodcastOwner | None,
        doc(
            "Who may claim the show: an e-mail address, or a table (email, name).",
            example=PodcastOwner(email="a@example.com"),
        ),
    ] = None
    type: Annotated[ShowType, doc("`episodic`: newest first; `serial`: to be heard from the first episode on.")] = (
        ShowType.EPISODIC
    )
    guid: Annotated[
        str,
        doc(
            "podcast:guid of the feed of the site, where it was published elsewhere before; else made from its "
            "address, or from `ids.authority`, so that it stays when the site moves."
        ),
    ] = ""
    locked: Annotated[
        bool | None, doc("Whether other hosts are told not to import the feed (podcast:locked).", example=True)
    ] = None
    block: Annotated[bool, doc("Whether directories are asked not to list the show (itunes:block).")] = False
    complete: Annotated[bool, doc("Whether there will never be another episode (itunes:complete).")] = False
    new_feed_url: Annotated[
        str, doc("Address to which the feed of the site has moved (itunes:new-feed-url); players go there for ever.")
    ] = ""
    medium: Annotated[str, doc("podcast:medium, where it is not `podcast`: `music`, `audiobook`.")] = ""
    funding: Annotated[
        tuple[Funding, ...],
        doc(
            "Where listeners can support the show: an address, a table (url, text) or a list of these.",
            example=(Funding(url="https://example.com/support", text="Buy us a microphone"),),
        ),
    ] = ()
    person: Annotated[
        tuple[PodcastPerson, ...],
        doc("Who is heard in every episode: a name, a table (name, role, group, href, img) or a list of these."),
    ] = ()
    license: Annotated[
        PodcastLicense | None,
        doc(
            "License of the recordings: a name, or a table (name, url).",
            example=PodcastLicense(name="cc-by-4.0"),
        ),
    ] = None
    txt: Annotated[
        tuple[PodcastText, ...],
        doc("Texts for programs, in the feed of the site: a text, a table (value, purpose) or a list of these."),
    ] = ()
    value: Annotated[
        PodcastValue | None,
        doc(
            "How listeners can pay: a table (type, method, suggested, recipients).",
            example=PodcastValue(
                type="lightning",
                method="lnaddress",
                recipients=(ValueRecipient(type="lnaddress", address="ann@example.com", split=100),),
            ),
        ),
    ] = None

    @property
    def is_given(self) -> bool:
        """Whether the site says anything of its show."""
        return self != _NOTHING and self.enabled


_NOTHING = PodcastOptions()
