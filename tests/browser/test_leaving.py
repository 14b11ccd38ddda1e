"""Logging in and out in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from assistant.serving.users import Users
from tests.serving.conftest import doors_of, served

# Gradio sums up its queue in ways that pandas calls deprecated: as errors, these would end its queue.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

NAME, PASSWORD = "Ida <b>", "correct horse battery"


def test_who_is_logged_in_can_leave(browser: Browser, small_store: Path) -> None:
    """The header names the reader and ends the session: what is asked for next is the log-in page."""
    users = Users("secret")
    users.with_password(NAME, PASSWORD)
    with served(doors_of(small_store, lambda: users)) as address:
        page = browser.new_page()
        page.goto(address)
        page.get_by_label("Name").fill(NAME)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("link", name=f"Log out {NAME}").click()
        page.get_by_role("button", name="Log in").wait_for()
        page.goto(address)
        page.get_by_role("button", name="Log in").wait_for()
        assert page.context.cookies() == []
        page.context.close()
