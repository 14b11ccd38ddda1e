"""The view that adds articles: in a real browser, and asked directly."""

import json
import shutil
import sys
from collections import deque
from pathlib import Path

import pytest

from assistant.page.look.additions import Additions, safe_name
from assistant.page.update import Update, update_command
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.settings import read_settings as read_index_settings
from tests.browser.conftest import Open, Serve
from tests.browser.desk import QueueDesk
from tests.browser.test_access import findings
from tests.browser.test_check import posted
from tests.browser.test_page import CONTRAST, SCRIPT, TREATY, on_treaty, updating

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

TEXT = "Keeper Ottilie Brandvik said on Monday that the lamp would be lit again."


def test_files_are_added_and_taken_back(serve: Serve, visit: Open, tmp_path: Path) -> None:
    """Files go into a folder of their own, each refused for its own reason; the update waits for one that is going
    on, and shows what failed, and the header what the index holds then; the last addition is taken back at the second
    word; the keyboard does all of it."""
    additions = Additions(tmp_path / "store" / "added")
    desk = QueueDesk({})
    here = visit(serve(desk, Update(updating(tmp_path)), additions) + "#add")
    page = here.page
    files = [
        {"name": "lamp.txt", "mimeType": "text/plain", "buffer": TEXT.encode()},
        {"name": "<img src=x onerror=alert(1)>.exe", "mimeType": "text/plain", "buffer": b"x"},
    ]
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Add files").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Another update is running").wait_for()  # the first one, of a store that is empty
    page.get_by_text("0001: 1 file").wait_for()
    desk.articles["treaty"] = TREATY
    (tmp_path / "go").touch()
    page.locator("#add-state .done").wait_for()
    assert (additions.folder / "0001" / "lamp.txt").read_text() == TEXT
    told = page.locator("#add-state").inner_text()
    assert "no kind of file that articles are read from" in told
    assert SCRIPT in told  # a failure that the update told
    page.locator("#index-status", has_text="1 article").wait_for()
    page.get_by_role("button", name="Take the last addition back").click()
    page.get_by_role("button", name="Keep it").click()
    assert additions.kept() == ["0001"]
    page.get_by_role("button", name="Take the last addition back").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Nothing has been added yet.").wait_for()
    assert additions.numbers() == []
    refused = ("400 (Bad Request)", "409 (Conflict)")  # as they must be
    here.faults[:] = [fault for fault in here.faults if not any(one in fault for one in refused)]


DROPPED = """
([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: "text/plain" }));
  return files;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_files_are_dropped_and_their_update_is_seen(serve: Serve, visit: Open, tmp_path: Path, scheme: str) -> None:
    """The field shows that it takes what is held over it; what is dropped is kept, and a bar shows how far the update
    is, while questions go on being answered. All of it stands out from its ground."""
    additions, desk = Additions(tmp_path / "added"), QueueDesk({"treaty": TREATY}, deque([[on_treaty()]]))
    here = visit(serve(desk, Update(updating(tmp_path)), additions) + "#add", color_scheme=scheme)
    page = here.page
    files = page.evaluate_handle(DROPPED, ["lamp.txt", TEXT])
    page.dispatch_event("#mount-add .drop", "dragover", {"dataTransfer": files})
    page.locator("#mount-add .drop.over").wait_for()
    page.dispatch_event("#mount-add .drop", "drop", {"dataTransfer": files})
    bar = page.locator("#add-state progress")
    bar.wait_for()
    page.get_by_text("embedding 1 of 4").wait_for()
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", "4")
    assert page.locator("#mount-add .drop.over").count() == 0
    kinds = "#mount-add :is(h2, h3, .facts, .field span, .drop span, b, input, textarea, button:enabled, p, li)"
    assert page.evaluate(CONTRAST, kinds) == []
    assert findings(page) == []
    page.get_by_role("tab", name="Ask").click()
    here.ask("What was said about the treaty?")
    assert page.locator("#chat .words a.cite").count() == 2
    page.get_by_role("tab", name="Add articles").click()
    assert bar.is_visible()
    (tmp_path / "go").touch()
    page.locator("#add-state .done").wait_for()
    assert (additions.folder / "0001" / "lamp.txt").read_text() == TEXT
    assert page.evaluate(CONTRAST, kinds) == []


def test_a_pasted_text_is_kept_as_a_record(serve: Serve, visit: Open, tmp_path: Path) -> None:
    """With its facts, whatever it holds."""
    (tmp_path / "go").touch()
    additions = Additions(tmp_path / "added")
    here = visit(serve(QueueDesk({}), Update(updating(tmp_path)), additions) + "#add", color_scheme="dark")
    page = here.page
    page.get_by_label("Headline").fill(f"Lamp {SCRIPT}")
    page.locator("#mount-add textarea").fill(TEXT)
    page.get_by_role("button", name="Add text").click()
    page.locator("#add-state .done").wait_for()
    record = json.loads((additions.folder / "0001" / "pasted.jsonl").read_text())
    assert record == {"headline": f"Lamp {SCRIPT}", "text": TEXT}
    kinds = "#mount-add :is(h2, h3, .facts, .field span, b, input, textarea, button, p, li)"
    assert page.evaluate(CONTRAST, kinds) == []
    assert findings(page) == []
    here.faults[:] = [fault for fault in here.faults if "409 (Conflict)" not in fault]


def test_what_is_added_is_found_until_it_is_taken_back(
    serve: Serve, visit: Open, small_store: Path, tmp_path: Path
) -> None:
    """Over a real index with its real update: the article counts without a new start, the chat's box stays open
    meanwhile, and a later update of the additions keeps it."""
    store = Path(shutil.copytree(small_store, tmp_path / "store"))
    desk = build_assistant(store, read_settings(), read_index_settings())
    update = Update(update_command(store))
    held = desk.status().articles
    here = visit(serve(desk, update, Additions(store / "added")) + "#add")
    page = here.page
    page.get_by_label("Headline").fill("The lamp of Ottilie")
    page.locator("#mount-add textarea").fill(TEXT)
    page.get_by_role("button", name="Add text").click()
    assert page.locator("#box textarea").is_enabled()
    page.locator("#add-state .done", has_text="1 added").wait_for()
    assert desk.status().articles == held + 1
    page.get_by_role("button", name="Update", exact=True).click()
    page.locator("#add-state .done", has_text="0 removed, 1 unchanged").wait_for()
    page.get_by_role("button", name="Take the last addition back").click()
    page.get_by_role("button", name="Take it back").click()
    page.locator("#add-state .done", has_text="1 removed").wait_for()
    assert desk.status().articles == held


def test_additions_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In files of one and in bytes of all; one that holds nothing is none to take back."""
    monkeypatch.setattr("assistant.page.look.additions.MOST", 2)
    monkeypatch.setattr("assistant.page.look.additions.ALL", 1)
    additions = Additions(tmp_path / "added")
    with pytest.raises(ValueError, match="no addition to take back"):
        additions.take_back()
    first, empty = additions.begin(), additions.begin()
    additions.keep(first, "a.txt", b"x" * 400_000)
    additions.keep(first, "a.txt", b"x" * 400_000)
    assert sorted(path.name for path in (tmp_path / "added" / first).iterdir()) == ["2-a.txt", "a.txt"]
    with pytest.raises(ValueError, match="2 files"):
        additions.keep(first, "b.txt", b"x")
    with pytest.raises(ValueError, match="1 MB already"):
        additions.keep(empty, "b.txt", b"x" * 400_000)
    assert additions.kept() == [first]
    assert additions.take_back() == first


def test_only_the_page_of_an_operator_who_allows_it_adds(serve: Serve, tmp_path: Path) -> None:
    """Another site's form cannot; without --allow-adding there is no such door."""
    additions = Additions(tmp_path / "added")
    home = serve(QueueDesk({}), Update((sys.executable, "-c", "")), additions)
    page = {"x-who-said": "page"}
    for door in ("begin", "back", "update", "text?addition=0001", "file?addition=0001&name=a.txt"):
        assert posted(f"{home}add/{door}", b"x", {}) == 403, door
    assert posted(f"{home}add/begin", b"", page) == 200
    assert posted(f"{home}add/file?addition=../0001&name=a.txt", b"x", page) == 400
    assert posted(f"{home}add/file?addition=0001&name=..%2F..%2Fa.txt", b"x", page) == 200
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.txt")] == ["added/0001/a.txt"]
    assert posted(f"{serve(QueueDesk({}))}add/begin", b"", page) in (404, 405)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "C:\\x\\.hidden.md", "a\u202eb\0c.txt", "x" * 500 + ".md", "\u8a9e" * 200 + ".md", ".."],
)
def test_a_name_leads_nowhere_else(name: str) -> None:
    """No path, no hidden file, no control mark, no endless name; its ending is kept."""
    safe = safe_name(name)
    assert "/" not in safe and "\\" not in safe and not safe.startswith(".") and safe.isprintable()
    assert 0 < len(safe.encode()) <= 111
    assert safe.rpartition(".")[2] == name.rpartition(".")[2] or name == ".."


def test_the_update_reads_the_folder_of_additions(tmp_path: Path) -> None:
    """It is named to the command as a root, which the store then remembers."""
    written = tmp_path / "said"
    script = f"import sys; open({str(written)!r}, 'w').write(sys.argv[-1])"
    update = Update((sys.executable, "-c", script, *update_command(tmp_path)[1:]))
    update.start(["/a/added"])
    while update.running:
        pass
    assert written.read_text() == "/a/added"
