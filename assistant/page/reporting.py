"""How the index stands, and how an update goes -> HTML for the page's header. Pure."""

from dataclasses import dataclass

from assistant.page.escaping import escaped
from assistant.page.update import Progress, Report, State, Trouble
from assistant.page.wording import counted, status_words
from index.coverage import Failure, Status

SHOWN_FAILURES = 50  # a folder of thousands of unreadable files must not become thousands of lines

CLOSE = '<a class="close" href="#close">Close</a>'

INVENTED = "The built-in articles are invented: country, people, outlets and words."
INVENTED_ROOT = "corpus/articles"


def status_html(status: Status) -> str:
    """What the store holds; where it is the built-in corpus, that everything in it is invented."""
    held, made, stale = status_words(status) if status.articles else ("No articles are indexed yet", "", "")
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
        return '<p class="sent"><span class="how">Answers are composed here. </span>Nothing leaves this machine.</p>'
    where = f"Evidence is sent to {model.host} ({model.name})"
    return f'<p class="sent away">{escaped(where)}</p>'


def update_html(state: State) -> str:
    """A running update with its bar, or what the last one did; empty when there was none."""
    if isinstance(state, Progress):
        return _progress_html(state)
    if isinstance(state, Report):
        return _report_html(state)
    if isinstance(state, Trouble):
        return f'<div class="update failed">{CLOSE}<p>{escaped(state.reason)}</p></div>'
    return ""


def _progress_html(progress: Progress) -> str:
    if progress.total:
        far = f" {progress.done:,} of {progress.total:,}"
        bar = f'<progress value="{progress.done}" max="{progress.total}"></progress>'
    else:
        far, bar = "", "<progress></progress>"
    line = escaped(f"Updating the index: {progress.stage}{far}")
    return f'<div class="update running"><p>{line}</p>{bar}</div>'


def _report_html(report: Report) -> str:
    did = (
        f"Index updated in {report.seconds:.1f} s: {report.added:,} added, {report.changed:,} changed, "
        f"{report.removed:,} removed, {report.unchanged:,} unchanged."
    )
    holds = (
        f"It holds {counted(report.articles, 'article')}, {counted(report.passages, 'passage')} and "
        f"{counted(report.statements, 'statement')}."
    )
    line = escaped(f"{did} {holds}")
    return f'<div class="update done">{CLOSE}<p>{line}</p>{_failures_html(report.failed)}</div>'


def _failures_html(failed: tuple[Failure, ...]) -> str:
    if not failed:
        return ""
    shown, rest = failed[:SHOWN_FAILURES], len(failed) - SHOWN_FAILURES
    lines = [f"<li><b>{escaped(failure.path)}</b> {escaped(failure.reason)}</li>" for failure in shown]
    if rest > 0:
        lines.append(f"<li>and {rest:,} more, which python -m index status names</li>")
    summary = f"{counted(len(failed), 'file')} could not be read"
    return f"<details open><summary>{summary}</summary><ul>{''.join(lines)}</ul></details>"
