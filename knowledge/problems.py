"""A fault in a file an editor keeps, said so that the editor can mend it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """`file` and `field` say where, `fault` what is wrong, `remedy` what to do."""

    file: str
    field: str
    fault: str
    remedy: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.severity}: {self.file}, {self.field}: {self.fault}. {self.remedy}"
