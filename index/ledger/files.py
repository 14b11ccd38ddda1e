"""Roots, and the files below them as they were last read."""

from collections.abc import Sequence

from index.coverage import Failure
from index.ledger.database import Database
from index.ledger.rows import FileState


class Files(Database):
    """What is known of the folders and files that articles come from."""

    def roots(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self.db.execute("SELECT root FROM roots ORDER BY root"))

    def remember_root(self, root: str) -> None:
        self.db.execute("INSERT INTO roots VALUES (?) ON CONFLICT DO NOTHING", (root,))

    def files(self, root: str) -> dict[str, FileState]:
        """The files of a root as they were last read, by their path below it."""
        rows = self.db.execute("SELECT file, fingerprint, size, mtime FROM files WHERE root = ?", (root,))
        return {file: FileState(fingerprint, size, mtime) for file, fingerprint, size, mtime in rows}

    def finish_file(self, root: str, file: str, state: FileState | None, failures: Sequence[Failure]) -> None:
        """Notes a file as read (None: as vanished, or as no article's) with what failed in it, in place of what
        was noted before."""
        with self.transaction() as db:
            db.execute("DELETE FROM failures WHERE root = ? AND file = ?", (root, file))
            db.execute("DELETE FROM files WHERE root = ? AND file = ?", (root, file))
            if state is not None:
                row = (root, file, state.fingerprint, state.size, state.mtime)
                db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?)", row)
            rows = [(root, file, failure.path, failure.reason) for failure in failures]
            db.executemany("INSERT INTO failures VALUES (?, ?, ?, ?)", rows)

    def failures(self, roots: Sequence[str]) -> tuple[Failure, ...]:
        """What could not be read, in the named roots."""
        rows = self.db.execute("SELECT root, path, reason FROM failures ORDER BY root, path, reason")
        return tuple(Failure(path, reason) for root, path, reason in rows if root in roots)
