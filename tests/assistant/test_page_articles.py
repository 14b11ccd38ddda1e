"""An article and those that belong to it."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request

from assistant.page.look.articles import articles_view
from index.kinship import Kin
from tests.browser.desk import article_of
from tests.browser.shelf import Shelf

ORIGINAL, COPY = article_of("a", "Head", "It rained."), article_of("b", "Head", "It rained.", outlet="Wire <b>")


class Kindred(Shelf):
    """A shelf on which the second article is a copy of the first."""

    def kin(self, article_id: str) -> tuple[Kin, ...]:
        return (Kin(COPY.source, "copy"),) if article_id == "a" else ()


def shown(query: str) -> str:
    app = FastAPI()
    articles_view(lambda: Kindred([ORIGINAL, COPY], [])).routes(app)
    route: Any = next(one for one in app.routes if isinstance(one, APIRoute))
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": []}
    return bytes(route.endpoint(Request(scope | {"server": ("x", 80), "scheme": "http"})).body).decode()


def test_copies_are_listed_under_an_article() -> None:
    """By outlet and day, each with the way to it; an article without kin has no such list."""
    html = shown("read=a")
    assert 'class="kin"' in html and "read&#61;b" in html and "<b>" not in html.partition('class="kin"')[2]
    assert 'class="kin"' not in shown("read=b")
