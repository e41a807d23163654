"""A server on this machine that answers as the JSON API of Google Cloud Storage does, and ends with its test.

As far as it is asked here: https://cloud.google.com/storage/docs/json_api/v1/objects
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass
class Blob:
    data: bytes
    told: Mapping[str, str]
    """Content type and cache control."""
    generation: int

    def resource(self, bucket: str, name: str) -> dict[str, str]:
        return {
            "kind": "storage#object",
            "bucket": bucket,
            "name": name,
            "size": str(len(self.data)),
            "md5Hash": base64.b64encode(hashlib.md5(self.data, usedforsecurity=False).digest()).decode(),
            "etag": f"etag-{self.generation}",
            "generation": str(self.generation),
            "updated": "2026-02-01T00:00:00.000Z",
            "timeCreated": "2026-02-01T00:00:00.000Z",
            **self.told,
        }


@dataclass
class Buckets:
    """What is stored; the names of the objects of a bucket are those of the whole API."""

    url: str = ""
    blobs: dict[str, Blob] = field(default_factory=dict)
    bucket: str = "bucket"
    written: int = 0
    is_forbidden: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, name: str, data: bytes, told: Mapping[str, str], *, only_new: bool = False) -> Blob | None:
        with self.lock:
            if only_new and name in self.blobs:
                return None
            self.written += 1
            self.blobs[name] = Blob(data, told, self.written)
            return self.blobs[name]

    def listed(self, prefix: str, delimiter: str) -> dict[str, object]:
        items, prefixes = [], set()
        for name in sorted(self.blobs):
            if name.startswith(prefix):
                inner = name[len(prefix) :]
                if delimiter and delimiter in inner:
                    prefixes.add(prefix + inner.partition(delimiter)[0] + delimiter)
                else:
                    items.append(self.blobs[name].resource(self.bucket, name))
        return {"kind": "storage#objects", "items": items, "prefixes": sorted(prefixes)}


@contextmanager
def serving() -> Iterator[Buckets]:  # noqa: C901 - the verbs of one server
    stored = Buckets()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts, asked = self._asked()
            match parts:
                case [*_, "b", stored.bucket, "o"]:
                    self._answer(200, stored.listed(asked.get("prefix", ""), asked.get("delimiter", "")))
                case [*_, "b", stored.bucket, "o", name] if name in stored.blobs:
                    blob = stored.blobs[name]
                    is_media = asked.get("alt") == "media"
                    self._answer(200, blob.data if is_media else blob.resource(stored.bucket, name))
                case _:
                    self._answer(404, {"error": {"code": 404, "message": "Not Found"}})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts, asked = self._asked()
            match parts:
                case ["token"]:
                    self._answer(200, {"access_token": "token", "expires_in": 3600, "token_type": "Bearer"})
                case ["upload", *_, "b", stored.bucket, "o"]:
                    self._upload(body, only_new=asked.get("ifGenerationMatch") == "0")
                case [*_, "o", source, "rewriteTo", "b", stored.bucket, "o", name] if source in stored.blobs:
                    old = stored.blobs[source]
                    new = stored.put(name, old.data, old.told)
                    self._answer(200, {"done": True, "resource": new.resource(stored.bucket, name) if new else None})
                case _:
                    self._answer(404, {"error": {"code": 404, "message": "Not Found"}})

        def do_DELETE(self) -> None:
            parts, _ = self._asked()
            is_there = stored.blobs.pop(parts[-1], None) is not None
            self._answer(204 if is_there else 404, b"" if is_there else {"error": {"code": 404}})

        def _upload(self, body: bytes, *, only_new: bool) -> None:
            if stored.is_forbidden:
                self._answer(403, {"error": {"code": 403, "message": "no storage.objects.create access"}})
                return
            head = f"Content-Type: {self.headers['Content-Type']}\n\n".encode()
            about, media = [part for part in BytesParser().parsebytes(head + body).walk() if not part.is_multipart()]
            named = json.loads(str(about.get_payload()))
            told = {"contentType": str(media["Content-Type"])}
            if "cacheControl" in named:
                told["cacheControl"] = named["cacheControl"]
            payload = media.get_payload(decode=True)
            assert isinstance(payload, bytes)
            blob = stored.put(named["name"], payload, told, only_new=only_new)
            if blob is None:
                self._answer(412, {"error": {"code": 412, "message": "conditionNotMet"}})
            else:
                self._answer(200, blob.resource(stored.bucket, named["name"]))

        def _asked(self) -> tuple[list[str], dict[str, str]]:
            whole = urlsplit(self.path)
            parts = [unquote(part) for part in whole.path.strip("/").split("/")]
            return parts, {name: values[0] for name, values in parse_qs(whole.query).items()}

        def _answer(self, status: int, content: object) -> None:
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    stored.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stored
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
