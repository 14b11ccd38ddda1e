"""The articles that readers have added: STORE/added, a folder for each addition."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from assistant.page.english.add import FULL, NO_ADDITION, NO_TEXT, NOTHING_BACK, TOO_LARGE, TOO_MANY, UNKNOWN_KIND
from index.reading.formats import is_known

LARGEST = 25  # million bytes of a file
MOST = 500  # files of an addition
ALL = 2_000  # million bytes of all additions, so that no reader fills the disk
NAME = 100  # bytes of a file's name before its ending; file systems take 255
FACTS = ("headline", "outlet", "byline", "published", "url", "text")

_UNSAFE = re.compile(r"[^\w.-]+")
_NUMBER = re.compile(r"\d{4,9}")


class Additions:
    """`folder` is made when something is added first. Safe for many threads; ValueError tells the reader why not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()

    def begin(self) -> str:
        """A new addition: its number, which is the name of its folder."""
        with self._lock:
            number = f"{int(max(self.numbers(), default='0')) + 1:04}"
            (self.folder / number).mkdir(parents=True)
            return number

    def numbers(self) -> list[str]:
        """The additions there are, oldest first."""
        if not self.folder.is_dir():
            return []
        found = (path.name for path in self.folder.iterdir() if path.is_dir() and _NUMBER.fullmatch(path.name))
        return sorted(found, key=int)

    def kept(self) -> list[str]:
        """Those that hold a file: one whose files were all refused is none for the reader."""
        return [number for number in self.numbers() if self.files(number)]

    def files(self, number: str) -> int:
        return sum(1 for _ in (self.folder / number).glob("[!.]*"))

    def keep(self, number: str, name: str, content: bytes) -> None:
        """Write a file into an addition, whole or not at all, under a name that leads nowhere else."""
        folder = self._folder(number)
        safe = safe_name(name)
        if not is_known(safe):
            raise ValueError(UNKNOWN_KIND.format(safe))
        if len(content) > LARGEST * 1_000_000:
            raise ValueError(TOO_LARGE.format(safe, LARGEST))
        with self._lock:
            if self.files(number) >= MOST:
                raise ValueError(TOO_MANY.format(MOST))
            if self._held() + len(content) > ALL * 1_000_000:
                raise ValueError(FULL.format(ALL))
            path = folder / safe
            copy = 2
            while path.exists():
                path = folder / f"{copy}-{safe}"
                copy += 1
            part = folder / f".{path.name}"  # hidden: no update reads it
            part.write_bytes(content)
            part.replace(path)

    def keep_text(self, number: str, told: Mapping[str, str]) -> None:
        """A pasted text with its facts, as a record that is read like any other."""
        record = {name: told[name].strip() for name in FACTS if told.get(name, "").strip()}
        if "text" not in record:
            raise ValueError(NO_TEXT)
        self.keep(number, "pasted.jsonl", (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace"))

    def take_back(self) -> str:
        """Remove the last addition with its files; the next update takes its articles out of the index."""
        with self._lock:
            numbers = self.kept()
            if not numbers:
                raise ValueError(NOTHING_BACK)
            shutil.rmtree(self.folder / numbers[-1])
            return numbers[-1]

    def _held(self) -> int:
        """Bytes of all additions."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def _folder(self, number: str) -> Path:
        if number not in self.numbers():
            raise ValueError(NO_ADDITION)
        return self.folder / number


def safe_name(name: str) -> str:
    """A file's name without a path, a mark or a dot that could lead elsewhere or hide it; its ending is kept."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _UNSAFE.sub("-", last).lstrip(".-") or "file"
    stem, dot, ending = plain.rpartition(".")
    return f"{_cut(stem, NAME)}.{_cut(ending, 10)}" if dot else _cut(plain, NAME)


def _cut(name: str, most: int) -> str:
    return name.encode()[:most].decode(errors="ignore")
