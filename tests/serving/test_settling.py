"""What a server's garbage collector still looks at."""

import gc

from assistant.serving.settling import settled


def test_what_is_loaded_is_not_looked_through_again() -> None:
    """All that is there once the assistant stands, the collector leaves alone; what comes later it sees."""
    assert settled(lambda: "assistant")() == "assistant"
    try:
        before, seen = gc.get_freeze_count(), len(gc.get_objects())
        later = [[number] for number in range(5_000)]
        assert before > 10 * seen
        assert len(gc.get_objects()) - seen >= len(later)
    finally:
        gc.unfreeze()
