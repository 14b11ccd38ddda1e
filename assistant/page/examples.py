"""Questions to click, about the invented corpus in corpus/articles."""

EXAMPLES = (
    "What did Bram Okell say about the harbour treaty?",
    "Who won the election?",
    "Why did the dam fail?",
    "When was the Salt Crown recovered?",
    "What did Pask say about health care being free?",
    "Who said there is no naval dimension?",
)
