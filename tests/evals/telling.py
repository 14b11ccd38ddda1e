"""How an evaluation tells what it found."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any


def tell(figures: Mapping[str, Any], misses: Sequence[str], with_misses: bool) -> None:
    """Figures as JSON on standard output; on standard error what was missed, where that is wanted."""
    print(json.dumps(figures, indent=1))
    if with_misses:
        print("\n".join(misses), file=sys.stderr)
