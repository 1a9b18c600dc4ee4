"""A change, and what became of it."""

from dataclasses import dataclass

# What shows a change: a number or a shape that differs; or a refusal to read, to name, to decide, to run.
VALUE, REFUSAL, SURVIVES = "value", "refusal", "survives"


@dataclass(frozen=True)
class Change:
    """One change: `text`, which stands on `page` at `place`, becomes `becomes`.

    `leg` is what it's a change of (formula, code, output, number, wiring), `kind` the slip that it imitates. Page, text
    and `becomes` tell one change from another, wherever it stands on the page; `how` is what it takes to make it again.
    """

    leg: str
    kind: str
    page: str
    place: str
    text: str
    becomes: str
    how: tuple = ()

    @property
    def key(self):
        return self.page, self.text, self.becomes

    def __str__(self):
        return f"{self.place} {self.leg}, {self.kind}: {_line(self.text)}  →  {_line(self.becomes) or 'nothing'}"


@dataclass(frozen=True)
class Outcome:
    """What became of a change: VALUE, REFUSAL or SURVIVES, what was `said`, and how long it took."""

    change: Change
    status: str
    said: str = ""
    seconds: float = 0.0


def _line(text):
    return " ".join(text.split())
