"""The style of numbers: choices between equally good ways to say them, made by each station."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Style:
    """Three words of numbers; the default is the standard of national radio.

    `zero_ten` is the word for a zero in the tens (105), `thousand` the word for 1.000, `four` the
    word for a 4 after mươi (24). In the South people say lẻ and ngàn.
    """

    zero_ten: Literal["linh", "lẻ"] = "linh"
    thousand: Literal["nghìn", "ngàn"] = "nghìn"
    four: Literal["tư", "bốn"] = "tư"


STANDARD: Final = Style()
