"""How the index stands, and how an update goes -> HTML for the page's header. Pure."""

from dataclasses import dataclass

from assistant.page.english.ask import PLACEHOLDER
from assistant.page.english.header import (
    AND_MORE,
    CLOSE,
    COMPOSED_HERE,
    DID,
    HOLDS,
    INVENTED,
    NO_ARTICLES,
    NOT_SENT,
    SENT,
    SO_FAR,
    UNREAD,
    UPDATING,
)
from assistant.page.english.wording import counted, status_words
from assistant.page.escaping import escaped
from assistant.page.update import Progress, Report, State, Trouble
from index.coverage import Failure, Status

SHOWN_FAILURES = 50  # a folder of thousands of unreadable files must not become thousands of lines

CLOSING = f'<a class="close" href="#close">{CLOSE}</a>'

INVENTED_ROOT = "corpus/articles"


def status_html(status: Status) -> str:
    """What the store holds; where it is the built-in corpus, that everything in it is invented."""
    held, made, stale = status_words(status) if status.articles else (NO_ARTICLES, "", "")
    made = f'<span class="made"> · {escaped(made)}</span>' if made else ""
    html = f'<p class="status">{escaped(held)}{made}{escaped(f" · {stale}" if stale else "")}</p>'
    if any(root.replace("\\", "/").rstrip("/").endswith(INVENTED_ROOT) for root in status.roots):
        html += f'<p class="invented">{INVENTED}</p>'
    return html


@dataclass(frozen=True, slots=True)
class Model:
    """A language model, and the host that receives what it is asked."""

    name: str
    host: str


def sent_html(model: Model | None) -> str:
    """Where evidence goes: nowhere, with the embedded default."""
    if model is None:
        return f'<p class="sent"><span class="how">{COMPOSED_HERE} </span>{NOT_SENT}</p>'
    return f'<p class="sent away">{escaped(SENT.format(host=model.host, model=model.name))}</p>'


def update_html(state: State) -> str:
    """A running update with its bar, or what the last one did; empty when there was none."""
    if isinstance(state, Progress):
        return _progress_html(state)
    if isinstance(state, Report):
        return _report_html(state)
    if isinstance(state, Trouble):
        return f'<div class="update failed">{CLOSING}<p>{escaped(state.reason)}</p></div>'
    return ""


def waiting_html(reason: str, state: State) -> str:
    """What stands where questions begin, while none can be answered: why, and how far the first index is."""
    far = f"<p>{_progress_line(state)}</p>" if isinstance(state, Progress) else ""
    return f"{PLACEHOLDER}<p><strong>{escaped(reason)}</strong></p>{far}"


def _progress_html(progress: Progress) -> str:
    known = f' value="{progress.done}" max="{progress.total}"' if progress.total else ""
    return f'<div class="update running"><p>{_progress_line(progress)}</p><progress{known}></progress></div>'


def _progress_line(progress: Progress) -> str:
    far = f" {SO_FAR.format(done=progress.done, total=progress.total)}" if progress.total else ""
    return escaped(UPDATING.format(stage=progress.stage) + far)


def _report_html(report: Report) -> str:
    did = DID.format(
        seconds=report.seconds, added=report.added, changed=report.changed, removed=report.removed,
        unchanged=report.unchanged,
    )  # fmt: skip
    held = ((report.articles, "article"), (report.passages, "passage"), (report.statements, "statement"))
    holds = HOLDS.format(*(counted(number, noun) for number, noun in held))
    line = escaped(f"{did} {holds}")
    return f'<div class="update done">{CLOSING}<p>{line}</p>{_failures_html(report.failed)}</div>'


def _failures_html(failed: tuple[Failure, ...]) -> str:
    if not failed:
        return ""
    shown, rest = failed[:SHOWN_FAILURES], len(failed) - SHOWN_FAILURES
    lines = [f"<li><b>{escaped(failure.path)}</b> {escaped(failure.reason)}</li>" for failure in shown]
    if rest > 0:
        lines.append(f"<li>{AND_MORE.format(rest)}</li>")
    summary = UNREAD.format(counted(len(failed), "file"))
    return f"<details open><summary>{summary}</summary><ul>{''.join(lines)}</ul></details>"
