"""The sources of one package as a folder of their own: copied, fetched or checked out.

What is fetched is held against its hashes. Building in it leaves no traces in the original.
"""

import hashlib
import netrc
import os
import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import IO
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from .. import run
from ..errors import BundleError, CommandFailed
from .pin import Pin
from .secret import without_password

# Of a folder that somebody works in: not for a build, and perhaps large.
_NOT_COPIED = (
    *(".git", ".hg", ".venv", "venv", "node_modules", "__pycache__", "build", "dist"),
    *("*.egg-info", ".*_cache"),
)
_CHUNK = 1024 * 1024


def lay_out(pin: Pin, folder: Path) -> Path:
    """The sources of ``pin`` below ``folder``, which is empty; raises ``BundleError``."""
    if original := pin.folder:
        ignored = shutil.ignore_patterns(*_NOT_COPIED)
        return Path(shutil.copytree(original, folder / "source", symlinks=True, ignore=ignored))
    if pin.url.startswith("git+"):
        return _checked_out(pin, folder / "source")
    return _unpacked(_fetched(pin, folder), folder / "source")


def contents(folder: Path) -> str:
    """The digest of what ``lay_out`` would copy of ``folder``: paths, modes and contents."""
    digest = hashlib.sha256()
    ignored = shutil.ignore_patterns(*_NOT_COPIED)
    for above, folders, files in os.walk(folder):
        left_out = ignored(above, [*folders, *files])
        folders[:] = sorted(set(folders) - left_out)
        for file in sorted(set(files) - left_out):
            path = Path(above, file)
            content = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
            mode = path.lstat().st_mode & 0o100
            of_file = hashlib.sha256(content).hexdigest()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{mode}\0{of_file}\n".encode())
    return digest.hexdigest()


def _checked_out(pin: Pin, folder: Path) -> Path:
    address, _, fragment = pin.url.removeprefix("git+").partition("#")
    repository, _, commit = address.rpartition("@")
    git = ["git", "-c", "advice.detachedHead=false"]
    try:
        run.run(
            [*git, "clone", "--quiet", "--no-checkout", repository, folder],
            environment=run.clean_environment(GIT_TERMINAL_PROMPT="0"),  # fails instead of asking
        )
        run.run([*git, "checkout", "--quiet", commit], cwd=folder)
    except CommandFailed as error:
        raise BundleError(
            f"the sources of {pin.name} cannot be had from {without_password(repository)}",
            details=without_password(error.details),
        ) from None
    return folder / fragment.removeprefix("subdirectory=")


def _fetched(pin: Pin, folder: Path) -> Path:
    import urllib.error

    file = folder / unquote(urlsplit(pin.url).path.rpartition("/")[2])
    digest = hashlib.sha256()
    try:
        with _open(pin.url) as answer, file.open("wb") as kept:
            while chunk := answer.read(_CHUNK):
                digest.update(chunk)
                kept.write(chunk)
    except urllib.error.URLError as error:
        raise BundleError(
            f"{without_password(pin.url)} cannot be fetched: {error.reason}",
            hint="check the network, and ~/.netrc where a password is needed",
        ) from None
    if pin.hashes and digest.hexdigest() not in pin.hashes:
        raise BundleError(
            f"{without_password(pin.url)} is not what was resolved: its SHA-256 is "
            f"{digest.hexdigest()}"
        )
    return file


def _open(url: str) -> IO[bytes]:
    """What is at ``url``, with its own user and password or those of ~/.netrc."""
    import urllib.request

    parts = urlsplit(url)
    address = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
    if login := _login(parts):
        passwords.add_password(None, address, *login, is_authenticated=True)
    opener = urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(passwords))
    opened: IO[bytes] = opener.open(address)
    return opened


def _login(parts: SplitResult) -> tuple[str, str] | None:
    if parts.username:
        return unquote(parts.username), unquote(parts.password or "")
    try:
        known = netrc.netrc().authenticators(parts.hostname or "")
    except (OSError, netrc.NetrcParseError):
        return None
    return (known[0], known[2]) if known else None


def _unpacked(file: Path, folder: Path) -> Path:
    """An archive of sources holds one folder (PyPA: source distribution format)."""
    try:
        if zipfile.is_zipfile(file):
            shutil.unpack_archive(file, folder, "zip")
        else:
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
    except (OSError, shutil.ReadError, tarfile.TarError) as error:
        raise BundleError(f"{file.name} cannot be unpacked: {error}") from None
    found = list(folder.iterdir())
    return found[0] if len(found) == 1 else folder
