"""Who an award goes to: a person, or a unit."""

from typing import Literal

Subject = Literal["person", "unit"]
