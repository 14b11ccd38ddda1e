"""Questions to click, about the invented corpus in corpus/articles: one for each way of asking."""

EXAMPLES = (
    "What did Bram Okell say about the harbour treaty?",
    "Who called the treaty a surrender?",
    "Did Dorian Pask change his mind about the harbour treaty?",
    "What did Wynn say?",
    "Where was the Salt Crown found?",
    "How much does Drosia pay for the quays?",
)
