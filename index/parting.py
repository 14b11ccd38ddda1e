"""A process that ends with the one that started it: no update goes on for a program that was killed."""

import ctypes
import os
import signal
import sys
import threading
import time

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>
_LOOK_SECONDS = 0.5


def end_with(parent: int) -> None:
    """Ends this process when the process `parent`, which started it, is no more, however that ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    """Also where the system sends no signal, and for a parent that was gone before it could be asked for one."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)
