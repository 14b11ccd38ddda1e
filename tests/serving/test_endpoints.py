"""The abilities of the command line as Gradio endpoints, asked by Gradio's own client."""

import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.__main__ import main as answering
from assistant.serving.doors import Doors
from assistant.serving.underway import MOST_OF_ONE
from index.__main__ import main as indexing
from tests.serving.conftest import PLAIN

# Gradio sums up its queue in ways that pandas calls deprecated: as errors, these would end its queue.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

FIVE = ["/ask", "/who_said", "/search_articles", "/read_article", "/check_text"]
DRAFT = "“We will not drown a single farm,” Tobias Wrenn said. Odile Farrant said the reservoir would be free."


@pytest.fixture(scope="module")
def client(home: str) -> Client:
    return Client(home, **PLAIN)


def told(capsys: pytest.CaptureFixture[str], command: Any, *arguments: str) -> Any:
    """What a command prints as JSON."""
    assert command([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_five_and_nothing_else_are_offered(client: Client, home: str) -> None:
    """Whoever looks at the API sees five endpoints; the page's own listeners are not among them."""
    offered = client.view_api(return_format="dict", print_info=False)
    assert isinstance(offered, dict)
    assert [*offered["named_endpoints"]] == FIVE and offered["unnamed_endpoints"] == {}
    assert all(one["description"] for one in offered["named_endpoints"].values())
    with urllib.request.urlopen(f"{home}config", timeout=10) as response:
        config = json.load(response)
    public = [one["api_name"] for one in config["dependencies"] if one["api_visibility"] == "public"]
    assert public == [name[1:] for name in FIVE]


def test_results_are_the_command_lines(
    client: Client, small_store: Path, articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each endpoint, given the options of a command, gives the JSON of that command."""
    store, question = ("--store", str(small_store)), "What did Odile Farrant say about the reservoir?"
    draft = articles.parent / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    asked = client.predict(question, outlet="Northern Wire", until="2041-06-01", api_name="/ask")
    assert asked["citations"] and asked == told(
        capsys, answering, question, "--outlet", "Northern Wire", "--until", "2041-06-01", *store
    )
    said = client.predict(speaker="Farrant", about="farms", limit=3, api_name="/who_said")
    assert said and said == told(
        capsys, indexing, "statements", "--speaker", "Farrant", "--about", "farms", "--limit", "3", *store
    )
    found = client.predict("bees on a roof", k=2, since="2041-01-01", language="en", api_name="/search_articles")
    assert found["results"] and found == told(
        capsys, indexing, "find", "bees on a roof", "--k", "2", "--since", "2041-01-01", "--language", "en", *store
    )
    assert client.predict("bees.txt", api_name="/read_article") == told(capsys, indexing, "show", "bees.txt", *store)
    checked = client.predict(DRAFT, api_name="/check_text")
    assert checked["claims"][0]["verdict"] == "misattributed"
    assert checked == told(capsys, answering, "check", str(draft), *store)


def test_an_answer_streams_and_ends_with_the_whole(client: Client) -> None:
    """What comes before the end bears no standing; the last is the answer. Earlier turns tell who "she" is."""
    turns = [{"question": "What did Odile Farrant say?", "answer": "She spoke of farms."}]
    *before, last = client.submit("What did she say about farms?", turns=turns, api_name="/ask")
    assert all(part["standing"] is None for part in before)
    assert last["standing"] == "grounded" and "“We will not drown a single farm" in last["answer"]


@pytest.mark.parametrize(
    ("endpoint", "given", "reason"),
    [
        ("/ask", {"question": " \n "}, "question is empty"),
        ("/ask", {"question": "x" * 2001}, "2,001 characters: 2,000 are the most"),
        ("/ask", {"question": "What?", "since": "soon"}, "'soon', which is no day"),
        ("/ask", {"question": "What?", "since": "2041-02-01", "until": "2041-01-01"}, "swap them"),
        ("/ask", {"question": "What?", "turns": "none"}, "turns is a list"),
        ("/who_said", {"limit": 0}, "from 1 to 1,000"),
        ("/search_articles", {"query": "bees", "k": 10**9}, "from 1 to 1,000"),
        ("/search_articles", {"query": "bees", "k": "many"}, "k is many"),
        ("/read_article", {"path_or_id": "../../etc/passwd"}, "no single article is called"),
        ("/read_article", {"path_or_id": "/etc/passwd"}, "no single article is called"),
        ("/check_text", {"text": ""}, "text is empty"),
        ("/check_text", {"text": "x" * 50_001}, "50,000 are the most"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    client: Client, endpoint: str, given: dict[str, Any], reason: str
) -> None:
    """The value, the reason and the remedy; nothing of the server's inside."""
    with pytest.raises(AppError, match=re.escape(reason)) as caught:
        client.predict(**given, api_name=endpoint)
    assert "Traceback" not in str(caught.value) and ".py" not in str(caught.value)


@pytest.mark.parametrize("words", ["\x00\x1b[2J\x07 farms", "farms \u202e\ufeff", "' OR 1=1; -- \" NEAR( *"])
def test_no_character_ends_an_answer(client: Client, words: str) -> None:
    """Control characters, half characters, and what would be code elsewhere are words like others."""
    assert client.predict(words, api_name="/ask")["standing"]
    assert client.predict(words, api_name="/search_articles")["results"] is not None
    assert client.predict(words, api_name="/check_text")["claims"] is not None


def test_half_a_character_is_answered(home: str) -> None:
    """JSON can carry one, though no client of Gradio's sends it."""
    sent = urllib.request.Request(
        f"{home}gradio_api/call/ask", b'{"data": ["\\ud83d farms", null, null, null, null, null, false, null]}'
    )
    sent.add_header("content-type", "application/json")
    with urllib.request.urlopen(sent, timeout=10) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{home}gradio_api/call/ask/{event}", timeout=20) as response:
        *_, last = [line for line in response.read().decode().splitlines() if line.startswith("data:")]
    assert json.loads(last.removeprefix("data:"))[0]["question"] == "? farms"


def test_too_many_are_told_so(client: Client, doors: Doors) -> None:
    """With a reader's answers under way, one more of the same reader is refused at once, and counted; another
    reader's is answered."""
    reader = f"session {client.session_hash}"
    with doors.underway.one_more(reader), doors.underway.one_more(reader), doors.underway.one_more(reader):
        assert client.predict("Who keeps bees?", api_name="/ask")["standing"] == "grounded"
        with doors.underway.one_more(reader):
            with pytest.raises(AppError, match=f"{MOST_OF_ONE} of your questions are being answered"):
                client.predict("Who keeps bees?", api_name="/ask")
            other = Client(client.src, **PLAIN)
            assert other.predict("Who keeps bees?", api_name="/ask")["standing"] == "grounded"
    assert 'whosaid_refusals_total{reason="busy"}' in doors.metrics.text().decode()
