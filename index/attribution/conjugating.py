"""An English verb -> its forms."""

_IRREGULAR: dict[str, str] = {
    "be": "am is are was were been being", "beg": "begged begging",
    "find": "found", "read": "read", "feel": "felt", "foresee": "foresaw foreseen", "know": "knew known",
    "mean": "meant", "oversee": "oversaw", "say": "said says saying", "see": "saw seen",
    "seek": "sought", "show": "shown", "speak": "spoke spoken", "swear": "swore sworn",
    "tell": "told", "think": "thought", "understand": "understood", "undertake": "undertook undertaken",
    "write": "wrote written", "plead": "pled", "overhear": "overheard", "dream": "dreamt",
    "learn": "learnt", "put": "put putting", "go": "went goes gone going",
    "begin": "began begun beginning", "come": "came come coming", "keep": "kept", "hear": "heard", "hold": "held",
    "give": "gave given", "have": "has had having", "make": "made", "send": "sent",
    "spell": "spelt", "lay": "laid", "set": "set setting", "forecast": "forecast",
}  # fmt: skip
_DOUBLING = frozenset("admit plan confess refer infer rebut regret chat quip nod wrap brag blog tip dub beg".split())


def forms(verb: str) -> set[str]:
    """All forms of a verb, the infinitive among them, in lower case."""
    found = {verb, f"{verb}s", *_IRREGULAR.get(verb, "").split()}
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        found.add(f"{verb}es")
    if verb.endswith("e"):
        found |= {f"{verb}d", f"{verb[:-1]}ing"}
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        found |= {f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing"}
    elif verb in _DOUBLING:
        found |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    else:
        found |= {f"{verb}ed", f"{verb}ing"}
    return found
