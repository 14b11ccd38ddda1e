"""The ledger: articles, passages, statements and vectors in one place. The truth.

That place is an SQLite file in the store's folder, or a PostgreSQL database (engine.py).

This folder is the only one that speaks SQL. Everything else on disk (words, vectors) can be built anew from it.

Rows are never overwritten. An article is *born* in the generation that publishes it and *gone* from the
one that drops it; its passages and statements, here called items, are valid *since* one generation and
*until* another. So a reader that holds a generation number sees one whole state, whatever a writer is doing
meanwhile. Items carry numbers that only ever grow; words and vectors follow them like a log.
"""

from index.ledger.files import Files
from index.ledger.forgetting import Forgetting
from index.ledger.inspecting import Inspecting
from index.ledger.kindred import Kindred
from index.ledger.leafing import Leafing
from index.ledger.log import Log
from index.ledger.reading import Reading
from index.ledger.vectors import KeptVectors
from index.ledger.writing import Writing


class Ledger(Files, Writing, Forgetting, KeptVectors, Log, Reading, Inspecting, Leafing, Kindred):
    """One store's ledger, for any number of threads. Each of its parts is a file of this folder."""
