"""A quotation of the headline takes its speaker from the same words further down: '"We count names": officials ...'."""

from index.attribution.adjoining import text_of
from index.attribution.draft import Draft
from index.attribution.parsing import Line

_FEWEST = 3  # words that are hardly said twice by chance


def echoes(headline: Line, drafts: list[Draft]) -> list[Draft]:
    """A draft for each quotation of the headline that nobody has and whose words somebody says in the story."""
    found = []
    said = [(draft, _said(draft)) for draft in drafts if draft.line is not headline and draft.subject is not None]
    taken = {quotation for draft in drafts if draft.line is headline for quotation in draft.quotations}
    for quotation in headline.quotations:
        words = _folded(text_of(headline, quotation.inner))
        if quotation in taken or len(words.split()) < _FEWEST:
            continue
        origin = next((draft for draft, text in said if f" {words} " in text), None)
        if origin is not None:
            echo = Draft(headline, None, origin.subject, origin.subject_line, [], inherited=True)
            echo.take(quotation)
            found.append(echo)
    return found


def _said(draft: Draft) -> str:
    """The words between marks that a draft has, and those of its other spans in its own line."""
    spans = [span for span in draft.spans if draft.line.start <= span[0] and span[1] <= draft.line.end]
    return f" {' '.join(_folded(text_of(draft.line, span)) for span in sorted(spans))} "


def _folded(text: str) -> str:
    letters = "".join(
        character if character.isalnum() else " " for character in text.replace("’", "'").replace("'", "")
    )
    return " ".join(letters.casefold().split())
