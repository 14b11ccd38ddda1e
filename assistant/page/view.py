"""A view: one of the page's tabs, in a room of its own."""

from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr
from fastapi import FastAPI

from assistant.page.header import Header

Build = Callable[[gr.Blocks, Header], None]
Routes = Callable[[FastAPI], None]


def no_routes(_: FastAPI) -> None:
    """For a view that needs none."""


@dataclass(frozen=True, slots=True)
class View:
    """What `layout` makes a tab of, and `server` asks for routes.

    `name` is the view's place in the address (``#ask``, and ``#speakers?name=...`` with what it shows) and the
    stem of its files in ``styles/`` and ``scripts/``. `title` is what the tab says. `build` puts its parts and
    listeners into the tab that is open when it is called.
    """

    name: str
    title: str
    build: Build
    routes: Routes = no_routes
