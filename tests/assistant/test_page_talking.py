"""One exchange at the desk, and an update in its process, without a server."""

import json
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from langchain_core.runnables import RunnableConfig

from assistant.answer import Answer
from assistant.errors import ModelError
from assistant.page.desk import EMPTY, LateDesk
from assistant.page.freshness import Freshness
from assistant.page.hearing import Stop
from assistant.page.opening import Opening
from assistant.page.order import read_order
from assistant.page.record import as_json, kept, read_exchange, read_exchanges
from assistant.page.talking import Asked, Exchanges, Seen, read_filters, talk
from assistant.page.update import Progress, Report, Trouble, Update, read_progress, read_report
from assistant.question import Amendments, Message, Turn
from index.errors import StoreError
from index.filters import EVERYTHING, Filters
from tests.browser.desk import QueueDesk, answer_of, article_of, cited

ARTICLE = article_of("a1", "Treaty signed", "“Grain,” she said. <script>alert(1)</script>")
ANSWER = answer_of("Grain [1].", cited(ARTICLE, "“Grain,” she said.", "Grain"))
APP = Path(__file__).parents[2] / "app.py"


def desk_with(*replies: list[str | Answer]) -> QueueDesk:
    return QueueDesk({"a1": ARTICLE}, deque(replies))


def python(code: str) -> Update:
    return Update((sys.executable, "-c", code))


def ended(update: Update) -> Update:
    """Wait for a run to end."""
    until = time.monotonic() + 20
    while update.running and time.monotonic() < until:
        time.sleep(0.01)
    assert not update.running
    return update


def exchange(desk: QueueDesk, said: Exchanges, asked: Asked, stop: Stop | None = None) -> list[Seen]:
    """All that the reader sees of one exchange."""
    return list(talk(desk, Freshness(desk), said, asked, stop or Stop()))


def test_an_exchange_ends_with_the_answer_and_its_turn() -> None:
    """The words grow, the answer replaces them, and the turn goes along with the next question."""
    desk = desk_with(["Gra", "in [1].", ANSWER], [ANSWER])
    *growing, last = exchange(desk, (), Asked("What?", EVERYTHING))
    assert all("writing" in now.bubbles[-1]["content"] and now.said == () for now in growing)
    assert [bubble["role"] for bubble in last.bubbles] == ["user", "assistant"]
    assert "Grounded" in last.bubbles[-1]["content"]
    exchange(desk, last.said, Asked("And?", Filters(("A B",)), amendments=Amendments(topic="")))
    assert desk.asked[1].turns == (Turn("What?", "Grain [1]."),)
    assert desk.asked[1].filters == Filters(("A B",))
    assert desk.asked[1].amendments == Amendments(topic="")


def test_the_browser_hands_back_what_it_was_given() -> None:
    """A conversation survives the way to the browser and back, whole; what is none is refused."""
    *_, last = exchange(desk_with([ANSWER]), (), Asked("What?", EVERYTHING, "Lena Oru", Amendments(topic="grain")))
    assert read_exchanges(json.loads(json.dumps(kept(last.said)))) == last.said
    assert read_exchange(as_json(last.said[0]).encode()) == last.said[0]
    with pytest.raises(ValueError, match="no conversation of this page"):
        read_exchanges([{"asked": "What?"}])
    with pytest.raises(ValueError, match="no exchange of this page"):
        read_exchange(b"{}")


def test_an_order_is_read_strictly() -> None:
    """What the page's script sends names the exchange and what is to change."""
    order = read_order('{"at": 1, "text": "What?", "amendments": {"days": ["2031-01-02", null], "outlets": []}}')
    assert order.amendments == Amendments(days=(date(2031, 1, 2), None), outlets=())
    with pytest.raises(ValueError, match="cannot be asked"):
        read_order('{"text": 3}')


class FailingDesk(QueueDesk):
    """Breaks in the middle of an answer."""

    def stream(self, message: Message, config: RunnableConfig | None = None, /) -> Iterator[str | Answer]:
        yield "So far"
        raise ModelError("models.example did not answer within 60 s: try again") if message else ValueError


class SilentDesk(QueueDesk):
    """Begins, and then says nothing until it is let go."""

    def stream(self, message: Message, config: RunnableConfig | None = None, /) -> Iterator[str | Answer]:
        yield "So far [1]"
        LET_GO.wait(20)


LET_GO = Event()


@pytest.mark.parametrize(
    ("desk", "reason"),
    [
        (FailingDesk({}), "models&#46;example did not answer within 60 s"),
        (desk_with(["no end"]), "broke off before its end"),
        (desk_with(), "something went wrong here"),
    ],
)
def test_what_goes_wrong_is_told_as_the_answer(desk: QueueDesk, reason: str) -> None:
    """The reader sees why; the exchange is kept, but no turn comes of it."""
    *_, last = exchange(desk, (), Asked("What?", EVERYTHING))
    assert reason in last.bubbles[-1]["content"]
    assert [one.ending for one in last.said] == ["trouble"]


def test_an_answer_can_be_stopped_while_nothing_comes() -> None:
    """A model that is silent holds nobody: what there was stays, marked as unchecked."""
    stop, seen = Stop(), list[Seen]()
    for now in talk(desk := SilentDesk({}), Freshness(desk), (), Asked("What?", EVERYTHING), stop):
        seen.append(now)
        if "So far" in now.bubbles[-1]["content"]:
            stop.set()
    LET_GO.set()
    assert "nothing above has been checked" in seen[-1].bubbles[-1]["content"]
    assert [(one.ending, one.written) for one in seen[-1].said] == [("stopped", "So far [1]")]


def test_filters_are_read_as_typed() -> None:
    """Names parted by commas, days as ISO, nothing from nothing."""
    assert read_filters("A B, C", " HNA ", "2031-01-02", "") == Filters(("A B", "C"), date(2031, 1, 2), None, ("HNA",))
    assert read_filters("", " , ", "", " ") == EVERYTHING


@pytest.mark.parametrize(
    ("since", "until", "named"),
    [("4 May", "", "From"), ("", "2031-13-01", "Until"), ("2032-01-01", "2031-01-01", "swap")],
)
def test_days_without_sense_are_refused_by_name(since: str, until: str, named: str) -> None:
    """The field, what it has, and how to write it."""
    with pytest.raises(ValueError, match=named):
        read_filters("", "", since, until)


def test_an_update_reports_what_its_process_wrote() -> None:
    """Progress from the lines of standard error, the report from standard output, also where files failed."""
    heard: list[Progress] = []
    code = (
        "import sys; print('a warning', file=sys.stderr);"
        'print(\'{"stage": "reading", "done": 2, "total": 3}\', file=sys.stderr);'
        'print(\'{"added":1,"changed":0,"removed":0,"unchanged":2,"failed":[{"path":"p","reason":"r"}],'
        '"articles":3,"passages":4,"statements":5,"seconds":0.5}\'); sys.exit(1)'
    )
    update = Update((sys.executable, "-c", code), heard.append)
    assert update.start()
    report = ended(update).state
    assert isinstance(report, Report)
    assert (report.added, report.failed[0].reason, report.seconds) == (1, "r", 0.5)
    assert heard == [Progress("reading", 2, 3)]


def test_only_one_update_runs_at_a_time_and_it_can_be_stopped() -> None:
    """A second click starts nothing; the end of the server ends the process."""
    update = python("import time; time.sleep(60)")
    assert update.start()
    assert not update.start()
    while update._process is None:
        time.sleep(0.01)
    update.stop()
    assert isinstance(ended(update).state, Trouble)
    assert update.start()
    update.stop()


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        (python("import sys; sys.exit('error: the store is locked by 7, wait for it')"), "the store is locked by 7"),
        (python("pass"), "it gave no reason"),
        (Update(("/nowhere/python",)), "could not be started"),
    ],
)
def test_an_update_that_fails_says_why(update: Update, reason: str) -> None:
    """The last words of the process are its reason."""
    update.start()
    state = ended(update).state
    assert isinstance(state, Trouble) and reason in state.reason


def test_a_fault_of_ours_ends_an_update_in_sight() -> None:
    """Whatever is raised while it is followed is told as the reason, its process ends, and the next one may begin."""

    def broken(_: Progress) -> None:
        raise RuntimeError("no terminal")

    told = '{"stage": "a", "done": 1, "total": 2}'
    code = f"import sys, time; print({told!r}, file=sys.stderr, flush=True); time.sleep(60)"
    update = Update((sys.executable, "-c", code), broken)
    update.start()
    state = ended(update).state
    assert isinstance(state, Trouble) and "RuntimeError: no terminal" in state.reason
    assert update._process is not None and update._process.poll() is not None
    assert update.start()
    ended(update)


@pytest.mark.parametrize("line", ["", "x", "[]", "3", '{"stage": "a"}', '{"stage": "a", "done": null, "total": 1}'])
def test_lines_that_are_no_progress_are_not_taken_for_it(line: str) -> None:
    """Warnings and half-written lines come down the same pipe."""
    assert read_progress(line) is None and read_report(line) is None


def test_a_first_index_is_begun_only_where_there_is_none() -> None:
    """Once the page can answer it goes on answering, also through later updates."""
    desk, update = QueueDesk({}), python("import time; time.sleep(60)")
    opening = Opening(desk, update)
    opening.begin()
    assert "being built" in opening.reason
    update.stop()
    ended(update)
    assert "could not be built" in opening.reason
    desk.articles["a1"] = ARTICLE
    assert opening.reason == ""
    Opening(desk, update).begin()
    assert not update.running


def test_a_desk_is_taken_when_there_is_an_index_and_not_before() -> None:
    """No index is an empty store, whatever else is wrong is told; once taken, the desk stays."""
    opened: list[QueueDesk] = []

    def take() -> QueueDesk:
        if not opened:
            raise StoreError("the store holds no index")
        return opened[0]

    late = LateDesk(take)
    assert late.status() == EMPTY
    opened.append(desk_with([ANSWER]))
    assert late.status().articles == 1
    opened[0] = desk_with()
    assert list(late.stream(Message("What?", (), EVERYTHING))) == [ANSWER]
    assert late.article("a1") == ARTICLE

    def refuse() -> QueueDesk:
        raise ModelError("no model of that name")

    with pytest.raises(ModelError):
        LateDesk(refuse).status()


def test_a_port_in_use_is_told_with_its_remedy() -> None:
    """Exit 1, the port, and what to do, without loading anything heavy first."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        done = subprocess.run([sys.executable, APP, "--port", str(port)], capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert f"port {port} is in use" in done.stderr and "--port" in done.stderr
