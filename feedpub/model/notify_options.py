"""What a site owner can set of those who are told of news: the table `[notify]`, as `model.options` has the others."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct, field

from feedpub.model.doc import doc


class IndexNowOptions(Struct, frozen=True, kw_only=True):
    """Table `[notify.indexnow]`: search engines that take notice of single pages (indexnow.org)."""

    key: Annotated[
        str,
        doc(
            "Key of the site: 8 to 128 letters, digits and hyphens, made up by you. It is public, for a file with it "
            "lies on the site. The environment variable FEEDPUB_INDEXNOW_KEY comes before it; empty for none.",
            example="5f0c4e8a9b7d4c21",
        ),
    ] = ""
    key_file: Annotated[
        bool, doc("Publish the file with the key, `KEY.txt`, at the address of the site; it needs `key`.")
    ] = False
    endpoint: Annotated[str, doc("Address that is told; it tells the other search engines.")] = (
        "https://api.indexnow.org/indexnow"
    )


class NotifyOptions(Struct, frozen=True, kw_only=True):
    """Table `[notify]`: whom `feedpub notify` tells of what is new, after a deploy."""

    hubs: Annotated[
        tuple[str, ...],
        doc(
            "Addresses of WebSub hubs that are told besides the one that the feeds declare (`feeds.hub`).",
            example=("https://hub.example.com/",),
        ),
    ] = ()
    clouds: Annotated[
        tuple[str, ...],
        doc(
            "Addresses at which rssCloud servers are told (`…/ping`), besides that of `feeds.cloud`.",
            example=("http://rpc.example.com:5337/ping",),
        ),
    ] = ()
    indexnow: Annotated[IndexNowOptions, doc("Search engines that take notice of single pages (indexnow.org).")] = (
        field(default_factory=IndexNowOptions)
    )
