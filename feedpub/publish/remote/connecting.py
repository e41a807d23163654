"""Opens what fsspec knows of a place on the network, and says in sentences what can be wrong with that.

The home of fsspec and of what it needs: loaded by builds that publish there, and by no other. Credentials are found by
the libraries where their own tools have them: in the environment, `~/.aws`, the default credentials of Google, the
agent of SSH and `~/.ssh`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from feedpub.io import reading
from feedpub.model.errors import FeedpubError, SystemFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.publish.remote.address import RemoteAddress

_SECONDS: Final = 20
"""That a server may take to answer."""


class Traits(Struct, frozen=True, kw_only=True):
    """What differs from protocol to protocol."""

    extra: str
    """What to install."""
    credentials: str
    """Where they are looked for, in words that follow "there are no credentials"."""
    has_folders: bool = False
    """Whether folders are made, and a file is renamed in one step; else a name is a name, and an object is copied."""
    has_headers: bool = False
    """Whether the store tells readers a media type and how long to keep what they got."""
    is_parallel: bool = False
    """Whether it can be asked for several things at once."""


TRAITS: Final[Mapping[str, Traits]] = {
    "s3": Traits(
        extra="s3",
        credentials="set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run on a machine with a role",
        has_headers=True,
        is_parallel=True,
    ),
    "gs": Traits(
        extra="gs",
        credentials="run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS",
        has_headers=True,
        is_parallel=True,
    ),
    "sftp": Traits(
        extra="sftp",
        credentials="add a key to the agent of SSH (`ssh-add`), or name it in ~/.ssh/config",
        has_folders=True,
    ),
    "memory": Traits(extra="s3", credentials="none are needed"),
}


def connected(target: RemoteAddress) -> Any:  # noqa: ANN401 - fsspec has no types
    """Return the file system of fsspec for a place, which keeps one connection for all that this process asks of it.

    Raises UsageError where what it needs is not installed, SystemFault where the server cannot be reached.
    """
    try:
        _silence()
        if target.protocol == "sftp":
            return _sftp(target)
        import fsspec  # noqa: PLC0415 - few builds need it, and it takes as long to load as all of feedpub

        # What others have written meanwhile must be seen: no listing is kept. Without a word for it, gcsfs takes
        # whatever it finds for credentials, tokens that it keeps in the home and none at all included.
        more = {"token": "google_default"} if target.protocol == "gs" else {}
        return fsspec.filesystem(target.protocol, use_listings_cache=False, **more)
    except ImportError as error:
        extra = TRAITS[target.protocol].extra
        raise UsageError(
            f"publishing to {target.protocol}:// needs more than is installed ({error}): pip install 'feedpub[{extra}]'"
        ) from error
    except FeedpubError:
        raise
    except Exception as error:
        raise fault(target, error) from error


def _silence() -> None:
    """Keep what libraries log off the terminal, where nobody has asked for it: what fails is said in a sentence."""
    import logging  # noqa: PLC0415 - as fsspec, which loads it

    for name in ("paramiko", "fsspec", "s3fs", "aiobotocore", "botocore", "gcsfs", "google", "asyncio"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _sftp(target: RemoteAddress) -> Any:  # noqa: ANN401 - fsspec has no types
    told = _ssh_config(target.host)
    found = _known_hosts()(
        told.get("hostname", target.host),
        port=target.port or int(told.get("port", 22)),
        username=target.user or told.get("user"),
        key_filename=told.get("identityfile"),
        timeout=_SECONDS,
        banner_timeout=_SECONDS,
        auth_timeout=_SECONDS,
    )
    found.connect_again()
    return found


@cache
def _known_hosts() -> Any:  # noqa: ANN401 - fsspec has no types
    """Return the file system of fsspec for SFTP, made to refuse what `ssh` itself would ask about.

    As it is, it takes the key of any server for the right one.
    """
    import paramiko  # noqa: PLC0415 - as fsspec
    from fsspec.implementations.sftp import SFTPFileSystem  # noqa: PLC0415 - as fsspec

    class Refusing(paramiko.MissingHostKeyPolicy):  # type: ignore[misc] # the library has no types
        def missing_host_key(self, _client: object, hostname: str, key: Any) -> None:  # noqa: ANN401 - as above
            raise UnknownHostError(f"{hostname}, {key.get_name()} {key.fingerprint}")

    class KnownHosts(SFTPFileSystem):  # type: ignore[misc] # the library has no types
        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            self.client.load_system_host_keys()
            self.client.set_missing_host_key_policy(Refusing())
            try:
                self.client.connect(self.host, **self.ssh_kwargs)
                self.ftp = self.client.open_sftp()
                self.ftp.get_channel().settimeout(_SECONDS)
            except BaseException:
                self.client.close()
                raise

        def connect_again(self) -> None:
            """Connect where the server has hung up since an earlier build."""
            transport = self.client.get_transport()
            if transport is None or not transport.is_active():
                self._connect()

    return KnownHosts


def _ssh_config(host: str) -> Mapping[str, Any]:
    """Return what ~/.ssh/config says of a host."""
    import paramiko  # noqa: PLC0415 - as fsspec

    text = reading.given(Path.home() / ".ssh" / "config") or b""
    found: Mapping[str, Any] = paramiko.SSHConfig.from_text(text.decode("utf-8", "replace")).lookup(host)
    return found


_REASONS: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (
        frozenset(
            {
                *("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "CredentialRetrievalError"),
                *("TokenRetrievalError", "UnauthorizedSSOTokenError", "SSOTokenLoadError"),
                *("DefaultCredentialsError", "RefreshError", "PasswordRequiredException"),
            }
        ),
        "there are no credentials that are of use ({said}); {where}",
    ),
    (
        frozenset({"BadHostKeyException"}),
        (
            "the server shows another key than ~/.ssh/known_hosts has: somebody may listen in; "
            "ask who runs it before you take the old key out"
        ),
    ),
    (frozenset({"AuthenticationException"}), "the server lets nobody in with these keys; {where}"),
    (
        frozenset({"UnknownHostError"}),
        (
            "nobody has said yet that the key of this server is right; look at it with `{ssh}`, "
            "which keeps it in ~/.ssh/known_hosts"
        ),
    ),
    (
        frozenset(
            {
                *("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError"),
                *("NoValidConnectionsError", "ConnectionError", "HTTPClientError", "ProxyConnectionError"),
                *("TimeoutError", "FSTimeoutError", "ClientConnectorError", "ServerDisconnectedError", "gaierror"),
                "EOFError",
            }
        ),
        "it cannot be reached ({said}); build again when it can",
    ),
    (
        frozenset({"PermissionError"}),
        "these credentials may not do that ({said}); give them the right to list, read, write and remove there",
    ),
    (
        frozenset({"FileNotFoundError"}),
        "there is no such bucket or folder ({said}); make it, or correct the address",
    ),
    (frozenset({"Exception"}), "the store answers with an error ({name}: {said}); build again, or ask who runs it"),
)
"""Names of errors, and what people are told; of those that fit, the first. By their names: to ask for the classes would
be to load libraries that may not be installed."""


def fault(target: RemoteAddress, error: Exception, path: str = "") -> SystemFault:
    """Return the error for people: which place, what is wrong with it, what to do."""
    place = f"{target}/{path}" if path else str(target)
    names = {kind.__name__ for kind in type(error).__mro__}
    said = " ".join(str(error).split()) or type(error).__name__
    if said.startswith("Forbidden"):  # as gcsfs says it
        names.add("PermissionError")
    reason = next(reason for known, reason in _REASONS if known & names)
    told = reason.format(
        said=said,
        name=type(error).__name__,
        ssh=f"ssh -p {target.port} {target.host}" if target.port else f"ssh {target.host}",
        where=TRAITS[target.protocol].credentials,
    )
    return SystemFault(f"{place}: {told}", place)


class UnknownHostError(Exception):
    """A server of whose key nobody has said that it is the right one."""
