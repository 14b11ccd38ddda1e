"""`status`, `find` and `show`: what is in the index."""

import argparse
import sys
from typing import Any

from index.commands.options import (
    add_filters,
    add_question,
    new_parser,
    positive,
    print_json,
    read_filters,
    run_batch,
)
from index.settings import read_settings


def status_parser(program: str, about: str) -> argparse.ArgumentParser:
    return new_parser(program, about)


def status(options: argparse.Namespace) -> int:
    from index.reporting import plain
    from index.surveying import status as status_of
    from index.wiring import open_ledger

    found = status_of(open_ledger(options.store, read_settings()))
    if options.json:
        print_json(plain(found))
        return 0
    print(f"{found.articles} articles from {found.oldest or '?'} to {found.newest or '?'}")
    print(f"{found.passages} passages, {found.statements} statements, embedded with {found.embedding}")
    print(f"generation {found.generation}, indexed at {found.indexed_at or 'never'}")
    for title, lines in (
        ("roots", found.roots),
        ("failed", tuple(f"{failure.path}: {failure.reason}" for failure in found.failed)),
        ("changed since", found.stale),
    ):
        for line in lines:
            print(f"{title}: {line}")
    return 0


def show_parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    parser.add_argument("article", metavar="PATH_OR_ID", help="its path below its root, or its id")
    return parser


def show(options: argparse.Namespace) -> int:
    from index.reporting import article_fields
    from index.wiring import open_ledger

    ledger = open_ledger(options.store, read_settings())
    article = ledger.article(options.article, ledger.generation)
    if article is None:
        print(
            f"error: no single article is called {options.article!r}; see the paths that `find` shows, or name its id",
            file=sys.stderr,
        )
        return 1
    if options.json:
        print_json(article_fields(article.source) | {"body": article.body})
        return 0
    source = article.source
    print("\n".join(filter(None, (source.outlet, source.published, source.byline, source.url, source.path))))
    print(f"\n{article.body}")
    return 0


def find_parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    add_question(parser, "query")
    parser.add_argument("--k", type=positive, default=10, metavar="N", help="how many (default 10)")
    add_filters(parser)
    parser.add_argument("--speaker", metavar="S", help="only passages with words of this speaker")
    return parser


def find(options: argparse.Namespace) -> int:
    from index.reporting import hit_fields
    from index.wiring import open_searcher

    searcher = open_searcher(options.store, read_settings())
    filters = read_filters(options)

    def answer(query_id: object, query: str) -> dict[str, Any]:
        hits = searcher.search(query, options.k, filters)
        kin = searcher.kin([hit.item.source.article_id for hit in hits])
        results = [hit_fields(n, hit, kin.get(hit.item.source.article_id, ())) for n, hit in enumerate(hits, 1)]
        return {"id": query_id, "query": query, "results": results}

    if options.batch:
        return run_batch(options.batch, "query", lambda record: answer(record.get("id"), record["query"]))
    found = answer(None, options.query)
    if options.json:
        print_json(found)
        return 0
    for result in found["results"]:
        where = ", ".join(filter(None, (result["outlet"], result["published"], result["path"])))
        print(f"{result['rank']}. {result['headline'] or '(no headline)'}  [{result['score']:.3f}]\n   {where}")
        print(f"   {' '.join(result['text'].split())[:300]}")
        for one in result.get("also", ()):
            where = ", ".join(filter(None, (one["outlet"], (one["published"] or "")[:10], one["path"])))
            print(f"   {one['relation']}: {where}")
        print()
    return 0
