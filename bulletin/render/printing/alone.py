"""Sets a bulletin in a process of its own; see `_call` in typesetting.py.

python -m bulletin.render.printing.alone < JOB > RESULT
"""

from __future__ import annotations

import pickle
import sys

if __name__ == "__main__":
    work, *job = pickle.load(sys.stdin.buffer)
    pickle.dump(work(*job), sys.stdout.buffer)
