"""`make figures`: measures, and writes what the pages show into docs/_figures; name tables to measure only some.

Every file there is made of counts and of measured.json alone: the tests make them again, and compare them exactly.
"""

import datetime
import json
import statistics
import sys

import numpy as np
import rungs
from measure import ALLOCATORS, KEPT, machine, measured
from roofline import Point, roofline
from ways import DOCS, RATES, TABLES

from snippets.predict import seconds as predicted

FIGURES = DOCS / "_figures"
ROUNDS = 3
CONTINUED = " \\\n  "  # of a shell's command
KEEPING = {"default": "", "kept": ", pages kept"}


def ways(table):
    """What is measured for a table, each with its allocator."""
    if table == "ladder":
        return [(name, allocator) for name in rungs.RUNGS | rungs.LIMITS for allocator in rungs.allocators(name)]
    return [
        (name, allocator) for name in (RATES if table == "rates" else TABLES[table].ways) for allocator in ALLOCATORS
    ]


def measure(tables):
    """Measure some tables, round after round, and put it into measured.json: seconds, by name and allocator."""
    path = FIGURES / "measured.json"
    for table in tables:
        chosen = ways(table)
        rounds = [[measured(f"{table}/{name}", allocator) for name, allocator in chosen] for _ in range(ROUNDS)]
        seconds = {}
        for (name, allocator), times in zip(chosen, zip(*rounds, strict=True), strict=True):
            seconds.setdefault(name, {})[allocator] = list(times)
        found = json.loads(path.read_text()) if path.exists() else {}
        found[table] = {"machine": machine(), "date": datetime.date.today().isoformat(), "seconds": seconds}
        path.write_text(json.dumps(found, indent=1) + "\n")


def took(found, table, way, allocator="default"):
    return statistics.median(found[table]["seconds"][way][allocator])


def rates(found):
    """The machine's four numbers, for `snippets.predict.seconds`."""
    n, m = 10**7, 2048
    new = took(found, "rates", "fill, new") - took(found, "rates", "fill, in place")
    return {
        "beta": 12 * n / took(found, "rates", "sum of two arrays, in place"),
        "P": 2 * m**3 / took(found, "rates", "product of two matrices"),
        "o": took(found, "rates", "sum of two numbers"),
        "phi": new / (4 * n),
    }


def rates_table(found):
    rate = rates(found)
    return f"""| | this machine | measured by |
|---|---|---|
| $\\beta$, bytes | {rate["beta"] / 1e9:.1f} GB/s | `torch.add(a, b, out=c)`, ten million elements |
| $P$, FLOPs | {rate["P"] / 1e9:.0f} GFLOP/s | `torch.mm`, 2048 by 2048 |
| $o$, a launch | {rate["o"] * 1e6:.1f} µs | `torch.add(a, b, out=c)`, one element |
| $\\phi$, new memory | {rate["phi"] * 1e9:.2f} ns a byte | `torch.empty(n).fill_(1)` against `a.fill_(1)` |

Measured: {source(found, "rates")} *Pages kept*, in the tables below, is the same program under

```console
$ {CONTINUED.join([*(f"{name}={value}" for name, value in KEPT.items()), "python program.py"])}
```
"""


def source(found, table):
    return f"{found[table]['machine']}, {found[table]['date']}, by `make figures`: medians of {ROUNDS} processes."


def predictions(table, way, found):
    """Seconds that `way` should take, by allocator; whatever was kept costs no new pages."""
    kernels = TABLES[table].kernels(way)
    b, f = np.array([(k.read + k.written, k.flops) for k in kernels], float).T
    fresh = sum(k.fresh for k in kernels)
    return {a: float(predicted(b, f, m=fresh if a == "default" else 0, **rates(found))) for a in ALLOCATORS}


def table(name, found):
    """The table of a loss: counts, predictions and measurements of each way, and the least that is possible."""
    loss = TABLES[name]
    least, flops = int(loss.value(loss.least)), int(loss.value(loss.flops))
    lines = [
        "| | kernels | bytes | times the least | FLOPs a byte "
        "| predicted | measured | pages kept: predicted | measured |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    beyond = []
    for way in loss.ways:
        kernels, expected = loss.kernels(way), predictions(name, way, found)
        moved = sum(k.read + k.written for k in kernels)
        cells = [way, str(len(kernels)), f"{moved:,}", f"{moved / least:.2f}", f"{flops / moved:.2f}"]
        for allocator in ALLOCATORS:
            measured = took(found, name, way, allocator)
            cells += [milliseconds(expected[allocator]), milliseconds(measured)]
            beyond += off(f"{way}{KEEPING[allocator]}", measured, expected[allocator])
        lines.append("| " + " | ".join(cells) + " |")
    lines.append(f"| the least | | {least:,} | 1.00 | {flops / least:.2f} | | | | |")
    sizes = ", ".join(f"*{letter}* = {size:,}" for letter, size in loss.sizes.items())
    return "\n".join(lines) + f"\n\n{sizes}; {flops:,} FLOPs. Measured: {source(found, name)} {judgement(beyond)}\n"


def off(what, measured, expected):
    """What is said of a prediction that is off by more than a factor of two: a list of one, or of none."""
    ratio = measured / expected
    return [] if 0.5 <= ratio <= 2 else [f"{what}: it takes {ratio:.2f} times what is predicted"]


def judgement(beyond):
    """The sentence below a table, of all that `off` said."""
    return (
        f"Not within a factor of two: {'; '.join(beyond)}." if beyond else "All are predicted within a factor of two."
    )


def points(found):
    """Each way to each loss, under the allocator that keeps pages, as a point of the roofline."""
    for name, loss in TABLES.items():
        flops = int(loss.value(loss.flops))
        for way in loss.ways:
            moved = sum(kernel.read + kernel.written for kernel in loss.kernels(way))
            said = name.replace("-", " ") + (f", {way.replace('`', '')}" if len(loss.ways) > 1 else "")
            yield Point(said, flops / moved, flops / took(found, name, way, "kept"))


def milliseconds(seconds):
    return f"{1000 * seconds:.3g} ms"


def texts(found):
    """Every file of docs/_figures but measured.json, by name."""
    made = {"rates.md": rates_table(found)} | {f"{name}.md": table(name, found) for name in TABLES}
    made["ladder.md"] = rungs.table(found["ladder"]["seconds"], source(found, "ladder"))
    rate = rates(found)
    made["roofline.md"] = roofline([*points(found)], rate["beta"], rate["P"], source(found, "rates"))
    return made


def write():
    """Write them, from the counts and measured.json."""
    for name, text in texts(json.loads((FIGURES / "measured.json").read_text())).items():
        (FIGURES / name).write_text(text)


if __name__ == "__main__":
    measure(sys.argv[1:] or ["rates", *TABLES, "ladder"])
    write()
