"""What names rest on: all that their definitions mention, down to declarations; and what is said of an unknown name."""

import difflib

from proofread.evaluate import Undefined, Waiting


class Closure:
    """Mixed into the Scope."""

    def nearest(self, key, formula):
        """A known name that looks like one that isn't known, or ""."""
        known = {k for k, section in self.entries if section == formula.section[: len(section)]}
        same = [k for k in known if _letters_of(k) == _letters_of(key)]
        close = same or difflib.get_close_matches(key, known, 1, 0.6)
        return sorted(close)[0] if close else ""

    def gather(self, keys, formula):
        """All that some names rest on: entries by key, and the index letters that stand free among `keys`.

        Raises Undefined for a name that means nothing here, or whose definition used a name that means something else
        now.
        """
        entries, free, pending = {}, set(), list(keys)
        while pending:
            key = pending.pop()
            if key in entries or key in free:
                continue
            entry = self.resolve(key, formula)
            if entry is None:
                if key not in keys or not (len(key) == 1 and key in self.letters):
                    raise Undefined(self.unknown(key, formula))
                free.add(key)
                continue
            entries[key] = entry
            pending += self.rests_on(entry, formula)
        return entries, free

    def known(self, key, formula):
        """Check that a name rests on known names, and not on itself. Raises Undefined."""
        entries, _ = self.gather([key], formula)
        in_order({k: entry.definition for k, entry in entries.items() if entry.kind == "defined"})

    def rests_on(self, entry, formula):
        """The names that an entry mentions. Checks that they mean at the formula what they meant where it was made."""
        where = f"line {entry.formula.line}"
        if entry.kind == "declared":
            spaces = [s for s in (entry.space, *(entry.domain or ()), entry.upto) if s is not None]
            return [*(key for space in spaces for key in space.mentions), *entry.starts.values()]
        if entry.kind == "size":
            return []
        if entry.definition is None:
            said = f"{entry.key} is defined on {where} by a formula that can't be read"
            raise Waiting(said, entry.formula.latex) if self.reader else Undefined(said)
        definition = entry.definition
        own = {*definition.indices, *(definition.parameters or ())}
        mentions = sorted(definition.rests - own)  # in one order, so that the first error is always the same
        for key in mentions:
            now, then = self.resolve(key, formula), self.resolve(key, entry.formula)
            if then is None:
                detail = (
                    "is free on its right side, but not an index of its left" if key in self.letters else "isn't known"
                )
                raise Undefined(f"{entry.key} is defined on {where}, where {key} {detail}")
            if now is not then:
                raise Undefined(
                    f"{entry.key} was defined on {where} with a {key} that line {now.formula.line} declares anew: "
                    f"define {entry.key} again"
                )
        implied = [p for p in definition.parameters or () if self.resolve(p, formula) is not None]
        return [*mentions, *implied]

    def unknown(self, key, formula):
        if key in self.refused:
            return self.refused[key]
        if key == "e":
            return "e is Euler's number in e^{…} only; another e is declared by \\in, or defined by :="
        near = self.nearest(key, formula)
        return f"{key} isn't declared or defined here" + (f"; did you mean {near}?" if near else "")


def closures(definitions):
    """For each defined name, all names that it rests on: on itself, if it's a recurrence.

    Raises Undefined for one that otherwise rests on itself.
    """
    found, back = {}, False
    for key in in_order(definitions):
        own = definitions[key].rests | set(definitions[key].parameters or ())
        found[key] = own.union(*(found[other] for other in definitions[key].rests if other in found))
        back |= bool(definitions[key].stepped & definitions.keys())
    while back:  # recurrences rest on each other in circles
        before = dict(found)
        for key, own in before.items():
            found[key] = own.union(*(before[other] for other in own if other in before))
        back = found != before
    return found


def in_order(definitions):
    """Defined names, each behind those that its definition mentions. Raises Undefined for one that rests on itself."""
    found, path, pending = {}, {}, list(definitions)
    while pending:
        key = pending[-1]
        if key in found or key in path:  # all that it mentions stands there
            pending.pop()
            path.pop(key, None)
            found[key] = True
            continue
        path[key] = True
        for other in (definitions[key].rests & definitions.keys()) - definitions[key].stepped:
            if other in path:
                circle = [*list(path)[list(path).index(other) :], other]
                raise Undefined(f"{other} is defined by itself: {' → '.join(circle)}")
            pending.append(other)
    return list(found)


def _letters_of(key):
    """A name without its decorations, for guessing what was meant."""
    for ornament in (r"\hat", r"\bar", r"\tilde", r"\mathbf", r"\boldsymbol", r"\mathcal"):
        key = key.replace(ornament, "")
    return key.strip("{}").split("_")[0].split("^")[0].strip("{}")
