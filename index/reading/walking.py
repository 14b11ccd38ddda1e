"""A root -> the files in it that may hold articles, and those among them that cannot be read."""

import os
import stat
from pathlib import Path

from index.errors import RootError, UnreadableError
from index.reading.formats import is_known


def find_files(root: Path) -> list[Path]:
    """The files of known formats below `root`, sorted; `root` itself when it is a file.

    Hidden files and folders are left out. Links are followed as long as they stay below `root` and do not lead
    back; those that do not are among the files, as pipes and devices are, and `check_file` says why they are not
    read.
    Raises RootError when `root`, or a folder below it, cannot be listed.
    """
    if root.exists() and not root.is_dir():
        return [root]
    if not root.is_dir():
        raise RootError(f"{root}: no such file or folder: name one that holds articles")
    found: list[Path] = []
    for folder, folders, names in os.walk(root, followlinks=True, onerror=_refuse):
        followed: list[Path] = []
        for name in sorted(folders):
            path = Path(folder, name)
            if name.startswith("."):
                continue
            (found if path.is_symlink() and _refused(path, root) else followed).append(path)
        folders[:] = [path.name for path in followed]
        found += (Path(folder, name) for name in names if is_known(name))
    return sorted(found)


def check_file(path: Path, root: Path) -> None:
    """Raises UnreadableError for a link that is not followed, and for a pipe or a device, from which one may wait for
    ever; OSError when `path` is not there. `path` stands below `root` or is it."""
    if path != root and path.is_symlink() and (reason := _refused(path, root)):
        raise UnreadableError(reason)
    if not is_regular(path):
        raise UnreadableError("not a regular file but a pipe, a socket or a device: put a file in its place, or "
                              "leave it out")  # fmt: skip


def is_regular(path: Path) -> bool:
    """Whether there is a file to be read, behind links too. Raises OSError when there is nothing."""
    return stat.S_ISREG(path.stat().st_mode)


def _refuse(error: OSError) -> None:
    # Its articles would otherwise look vanished and be removed.
    raise RootError(f"{error.filename}: {error.strerror}: allow listing it, or name another root") from error


def _refused(link: Path, root: Path) -> str:
    """Why a link is not followed; empty when it is."""
    try:
        place = link.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a link to itself, in Python before 3.13
        return "the link leads nowhere: mend it, or take it away"
    home = root.resolve()
    if not place.is_relative_to(home):
        return f"the link leads out of {root}: name its target as a root of its own, or copy it"
    if place.is_dir():
        return "the link leads to a folder below the same root, which is read already: take it away"
    return ""
