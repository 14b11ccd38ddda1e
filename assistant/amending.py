"""What a reader put right in how a question was understood -> the question as the reader wants it. Pure."""

from dataclasses import replace

from assistant.question import Amendments, Question, QuestionKind


def amended(question: Question, by: Amendments) -> Question:
    """The question with each part that the reader took away or changed. A part that is None stands as it was.

    What a question asks follows: with no speaker left it asks who spoke, with a speaker what was said, and a
    claim is only asked about while there is one."""
    if by.speakers is not None:
        filters = replace(question.filters, speakers=by.speakers)
        question = replace(question, filters=filters, ambiguous=(), unknown_people=(), carried=())
    if by.days is not None:
        since, until = by.days
        filters = replace(question.filters, since=since, until=until)
        question = replace(question, filters=filters, event=None)
    if by.outlets is not None:
        question = replace(question, filters=replace(question.filters, outlets=by.outlets))
    if by.topic is not None and by.topic != question.topic:
        question = replace(question, text=by.topic or question.text, topic=by.topic, words=(), claim=by.topic, about=())
    return question if by.speakers is None and by.topic is None else replace(question, kind=_kind(question, by))


def _kind(question: Question, by: Amendments) -> QuestionKind:
    if not question.filters.speakers:
        return "who-said" if by.speakers is not None and question.topic else question.kind
    asks_of_people = question.kind not in ("open", "who-said", "people")
    return question.kind if asks_of_people and question.topic else "what-said"
