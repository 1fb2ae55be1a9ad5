"""What goes through a socket between a crawl and the processes that read for it: each message behind its length."""

from __future__ import annotations

import pickle
import struct
from typing import Any

LENGTH = struct.Struct("<Q")


def framed(message: Any) -> bytes:
    content = pickle.dumps(message, protocol=5)
    return LENGTH.pack(len(content)) + content
