"""Media types that are well formed and that nobody registered, wherever a feed states one."""

from __future__ import annotations

from feedpub.model.records import Level
from feedpub.validator.rows import slots, stripped, typed
from feedpub.validator.rule import FEEDS, rule
from feedpub.validator.schema.extensions import MEDIA_TYPES
from feedpub.validator.types import REGISTERED_MEDIA_TYPE

_TEXT = 'The type "{value}" is not registered; what is meant is called {problem}.'
_HINT = "Write {problem}."
_SPEC = "RFC 6838; IANA media types"

unregistered = rule("mediatype/unregistered", Level.WARNING, spec=_SPEC, kinds=FEEDS)(
    typed(
        slots(REGISTERED_MEDIA_TYPE, "item/enclosure/@type atom:link/@type atom:content/@type", MEDIA_TYPES),
        _TEXT,
        _HINT,
        read=stripped,
    ),
    """A media type is one that is not registered, and there is a registered one for the same thing.

    Readers compare types as words: one that lists image/jpeg passes over image/jpg, and podcast directories refuse an
    episode whose sound is of a type that they do not know.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.jpg" length="5000" type="image/jpg"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.jpg" length="5000" type="image/jpeg"/>
    ```
    """,
)

mime_type_unregistered = rule("jsonfeed/mime-type-unregistered", Level.WARNING, spec=_SPEC)(
    typed({"$.items[].attachments[].mime_type": REGISTERED_MEDIA_TYPE}, _TEXT, _HINT, read=stripped),
    """The type of an attachment is one that is not registered, and there is a registered one for the same thing.

    Players compare types as words, and pass over a file of a type that they do not know.

    ```json bad in=item
    "id": "1", "content_text": "a", "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "audio/mp3"}]
    ```
    ```json good in=item
    "id": "1", "content_text": "a", "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg"}]
    ```
    """,
)
