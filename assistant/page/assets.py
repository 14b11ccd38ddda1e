"""The page's own style and script: everything in styles/ and scripts/, each as one file."""

from importlib.resources import files

FIRST = "page"  # the file that the others of its folder build on

HEAD = '<link rel="stylesheet" href="page.css"><script src="page.js" defer></script>'
"""Links rather than Gradio's own css and js arguments: it rewrites the one and evaluates the other."""


def joined(folder: str, ending: str) -> str:
    """The files of a folder, by name, `FIRST` before the others: one request instead of a dozen.

    Each script is a closed function of its own, so that none sees into another; `FIRST` holds what all may use."""
    found = [file for file in files("assistant.page").joinpath(folder).iterdir() if file.name.endswith(ending)]
    found.sort(key=lambda file: (file.name != FIRST + ending, file.name))
    return "\n".join(file.read_text(encoding="utf-8") for file in found)
