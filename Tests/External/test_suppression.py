"""An attack on what ministries are shown: hidden figures as unknowns of a linear program.

The attacker knows every shown cell and total of every table that may be asked for, of all periods,
that none of what is added up is below nought, and that a named cell has a deal. A figure is exposed
where the least and the greatest value that it can have are one. Whether it had to be hidden is worked
out from the lines, by `reporting.py`.
"""

import json
import re
from collections import defaultdict
from decimal import Decimal

import numpy
import pytest
from conftest import Ledger
from reporting import read
from scipy.optimize import Bounds, LinearConstraint, milp
from test_reports import CASES, MEANINGS
from vault import Log

YEARS = range(2012, 2026)
ASKED = {
    **{id: ["year"] for id in ("R03", "R04", "R05", "R06", "R07", "R16", "R24")},
    "R01": ["year", "quarter"], "R02": ["year", "quarter"], "R08": ["year", "month"],
    "R14": ["year", "thaiFiscalYear"], "R15": ["year", "thaiFiscalYear"],
}
# The same deals by other dimensions: their totals are the same numbers.
FLOW = ("R01", "R02", "R03", "R04", "R05", "R06")
# Reports that hide numbers of deals too, with those of which a named cell has one at least.
COUNTED = {"R05": ["count"], "R06": ["count"], "R24": ["opened", "terminations"]}
# Totals of these that are shown by reports which hide no number of deals.
SHARED = {"R05": [()], "R06": [(), ("contractType",)]}
LEAST = {"R05": 1, "R06": 1, "R24": 0}
FULL = {"year": 12, "thaiFiscalYear": 12, "quarter": 3, "month": 1}
# A part of a total or more is one party's.
DOMINANT, FEWEST = Decimal("0.85"), 3


def span(kind):
    if kind == "thaiFiscalYear":
        return f"{YEARS[0]}-10-01", f"{YEARS[-1]}-09-30"
    return f"{YEARS[0]}-01-01", f"{YEARS[-1]}-12-31"


# Days on which a year had quarters and months behind it, and was not over.
EARLIER = [f"{year}-{day}" for year in YEARS[-2:] for day in ("06-30", "09-30", "11-30")]


class Published:
    """The answers that somebody gets, by report and kind of period: those of earlier days as well."""

    def __init__(self, ledger, *role, earlier=()):
        self.answers, self.earlier = {}, []
        for id in ("R01", "R02", "R08"):
            for day in earlier:
                self.earlier.append((id, json.loads(ledger.run(
                    "report", id, "--period", ASKED[id][1], "--from", f"{day[:4]}-01-01", "--as-of", day,
                    *role, "--json").stdout)))
        for id, kinds in ASKED.items():
            for kind in kinds:
                start, end = span(kind)
                self.answers[id, kind] = json.loads(ledger.run(
                    "report", id, "--period", kind, "--from", start, "--to", end, *role, "--json").stdout)

    def figures(self):
        """(report, period, place, measure, currency, number or None where it is hidden)."""
        told = [(id, answer) for (id, _), answer in self.answers.items()] + self.earlier
        for id, answer in told:
            for row in answer["rows"]:
                place = frozenset((name, row[name]) for name in answer["dimensions"] if name in row)
                for measure in answer["columns"]:
                    value = row[measure]
                    entries = value if isinstance(value, list) else [{"currency": "", "value": value}]
                    for entry in entries:
                        if entry["value"] is not None:
                            hidden = isinstance(entry["value"], dict)
                            yield id, row["period"], place, measure, entry["currency"], (
                                None if hidden else Decimal(entry["value"]))

    def periods(self, id, kind):
        return [(period["period"], period["from"], period["to"])
                for period in self.answers[id, kind]["periods"]]


def truth(lines, published):
    """What each figure of the summed measures is, and whether it may be shown: by the lines."""
    found = {}
    for (id, kind) in published.answers:
        meaning = MEANINGS[id]
        for label, start, end in published.periods(id, kind):
            for part in meaning.parts:
                for name, (number, currency, *where) in part.sums.items():
                    rows = contributions(lines, part, meaning.dimensions, number, currency, where, start, end)
                    add(found, id, label, name, meaning.dimensions, rows)
                if id in COUNTED:
                    for name, where in part.counts.items():
                        rows = contributions(
                            lines, part, meaning.dimensions, "1", "''", [where], start, end)
                        add(found, id, label, name, meaning.dimensions, rows, SHARED.get(id, []))
    return found


def contributions(lines, part, dimensions, number, currency, where, start, end):
    keys = "".join(f"{part.by.get(name, 'NULL')}, " for name in dimensions)
    parties = {"indicators": "i, i", "payments": "giver, payer"}.get(
        part.table, "giver, taker" if part.table in ("registered", CASES) else "NULL, NULL")
    conditions = [part.where, f"{number} IS NOT NULL", *where]
    if part.period:
        conditions.append(f"{part.period} BETWEEN $from AND $to")
    sql = (f"SELECT {keys}{currency}, CAST({number} AS DECIMAL(38, 6)), {parties} FROM {part.table}"
           f" WHERE {' AND '.join(f'({one})' for one in conditions)}")
    named = {name: day for name, day in (("from", start), ("to", end), ("on", end)) if f"${name}" in sql}
    return lines.execute(sql, named or None).fetchall()


def add(found, id, label, measure, dimensions, rows, shared=None):
    """Without `shared` the rows are amounts, and else deals, whose totals of these are shown."""
    sums = defaultdict(lambda: [Decimal(0), 0, defaultdict(Decimal), defaultdict(Decimal)])
    for *cell, currency, number, giver, taker in rows:
        values = list(zip(dimensions, cell))
        for place in {frozenset(values), frozenset(), *(frozenset([value]) for value in values)}:
            entry = sums[place, currency or ""]
            entry[0] += number
            entry[1] += 1
            entry[2][giver] += number
            entry[3][taker] += number
    for (place, currency), (total, count, givers, takers) in sums.items():
        if shared is None:
            most = max(max(givers.values()), max(takers.values()))
            is_safe = count >= FEWEST and most <= total * DOMINANT
        else:
            is_safe = count >= FEWEST or tuple(sorted(name for name, _ in place)) in shared
        found[id, label, place, measure, currency] = (total, is_safe)


class System:
    """Unknowns with shown sums of them."""

    def __init__(self, scale, is_whole, least):
        self.scale, self.is_whole, self.least = float(scale) or 1.0, is_whole, least
        self.number, self.equations, self.fixed = {}, [], {}
        self.lowest = {}

    def unknown(self, key):
        return self.number.setdefault(key, len(self.number))

    def show(self, key, value):
        known = self.fixed.setdefault(self.unknown(key), value)
        assert known == value, (key, known, value)

    def equate(self, total, parts):
        if [total] != list(parts):
            self.equations.append((self.unknown(total), [self.unknown(part) for part in parts]))

    def solve(self):
        count = len(self.number)
        rows = numpy.zeros((max(1, len(self.equations)), count))
        for row, (total, parts) in zip(rows, self.equations):
            row[total] -= 1
            for part in parts:
                row[part] += 1
        low, high = numpy.zeros(count), numpy.full(count, numpy.inf)
        for unknown, least in self.lowest.items():
            low[unknown] = least
        for unknown, value in self.fixed.items():
            low[unknown] = high[unknown] = float(value) / self.scale
        self.rows, self.bounds = rows, Bounds(low, high)
        # A total that follows from rounded binary numbers may be off by as much.
        self.slack = 0 if self.is_whole else 1e-9
        return self

    def reach(self, key, sign):
        """The least (1) or the greatest (-1) value; None where there is no end to it."""
        goal = numpy.zeros(len(self.number))
        goal[self.number[key]] = sign
        done = milp(goal, bounds=self.bounds, integrality=int(self.is_whole),
                    constraints=LinearConstraint(self.rows, -self.slack, self.slack))
        assert done.status in (0, 3, 4), (key, done.message)
        return None if done.x is None else done.x[self.number[key]]

    def is_exposed(self, key):
        least, greatest = self.reach(key, 1), self.reach(key, -1)
        if least is None or greatest is None:
            return False
        return greatest - least < (0.5 if self.is_whole else 1e-6)


def source(id):
    return "flow" if id in FLOW else id


def systems(published):
    """One for each measure and currency of each source, with all periods that hang together."""
    by_table = defaultdict(dict)
    for id, period, place, measure, currency, value in published.figures():
        if measure.endswith("%") or measure in ("avgPerContract", "medianDays"):
            continue
        table = by_table[source(id), measure, currency, id, period]
        # What was ever shown is known.
        table[place] = table.get(place) if value is None else value
    grouped = defaultdict(dict)
    for (name, measure, currency, id, period), table in by_table.items():
        grouped[name, measure, currency, era(published, id, period)][id, period] = table
    for (name, measure, currency, _), tables in grouped.items():
        counted = [id for id, _ in tables if measure in COUNTED.get(id, [])]
        numbers = [value for table in tables.values() for value in table.values() if value]
        system = System(1 if counted else max(numbers, default=1), bool(counted), 0)
        for (id, period), table in tables.items():
            describe(system, published, id, period, table, LEAST.get(id, 0) if counted else 0)
        join(system, published, tables)
        yield (name, measure, currency), tables, system.solve()


def era(published, id, period):
    """What can be solved by itself: a year with its parts, or all where years overlap."""
    return "all" if id in ("R14", "R15") else period[:4]


def describe(system, published, id, period, table, least):
    """The table's shown figures, and that its totals are the sums of its cells."""
    dimensions = len(published.answers[id, ASKED[id][0]]["dimensions"])
    cells = [place for place in table if len(place) == dimensions]
    for place, value in table.items():
        if value is not None:
            system.show((period, place), value)
        elif len(place) == dimensions:
            system.lowest[system.unknown((period, place))] = least
    kind = next(kind for kind in ASKED[id] if (period in [p[0] for p in published.periods(id, kind)]))
    if period in published.answers[id, kind]["suppression"]["withheldPeriods"]:
        return
    unseen = []
    if id == "R06":
        # Contracts below ten million, and those in other currencies, are counted in totals alone.
        margins = {next(iter(place))[1] for place in table if len(place) == 1
                   and next(iter(place))[0] == "contractType"}
        unseen = [frozenset([("sizeBand", "unseen"), ("contractType", type)]) for type in margins]
    for place in table:
        if len(place) < dimensions:
            parts = [cell for cell in cells + unseen if place <= cell]
            system.equate((period, place), [(period, cell) for cell in parts])


def join(system, published, tables):
    """A year is the sum of its parts; where years overlap, both are sums of pieces."""
    for id in {id for id, _ in tables}:
        finer = [kind for kind in ASKED[id] if kind in ("quarter", "month")]
        for year in YEARS if finer else []:
            parts = [label for label, start, _ in published.periods(id, finer[0]) if start[:4] == str(year)]
            places = {place for (other, label), table in tables.items()
                      if other == id and label[:4] == str(year) for place in table}
            for place in places:
                present = [(label, place) for label in parts if place in tables.get((id, label), {})]
                if place in tables.get((id, str(year)), {}):
                    system.equate((str(year), place), present)
        if "thaiFiscalYear" in ASKED[id]:
            for (other, label), table in tables.items():
                start = dict((p[0], p[1]) for kind in ASKED[id] for p in published.periods(id, kind))[label]
                year = int(start[:4])
                pieces = ([(year, "first"), (year, "last")] if start.endswith("01-01")
                          else [(year, "last"), (year + 1, "first")])
                for place in table:
                    system.equate((label, place), [(piece, place) for piece in pieces])


def exposed(published, known):
    """Hidden figures that may not be shown and have one value only, and how many were tried."""
    found, tried = [], 0
    for (name, measure, currency), tables, system in systems(published):
        for (id, period), table in tables.items():
            for place, value in table.items():
                is_safe = known.get((id, period, place, measure, currency), (0, True))[1]
                if value is None and not is_safe:
                    tried += 1
                    if system.is_exposed((period, place)):
                        found.append((id, period, dict(place), measure, currency))
    return found, tried


class PrimaryOnly(Published):
    """What would be shown if only what may not be shown were hidden."""

    def __init__(self, whole, known):
        self.answers, self.earlier, self.known = whole.answers, [], known

    def figures(self):
        for id, period, place, measure, currency, value in super().figures():
            is_safe = self.known.get((id, period, place, measure, currency), (0, True))[1]
            yield id, period, place, measure, currency, value if is_safe else None


class Attacked:
    def __init__(self, program, folder, *demo):
        self.ledger = Ledger(program, folder / "ledger")
        self.ledger.run("demo", *(option for option in demo if option != YUAN))
        if YUAN in demo:
            self.ledger = in_yuan(self.ledger, Ledger(program, folder / "yuan"), folder)
        self.ledger.run("rebuild", "--as", "auditor")
        self.lines = read(self.ledger, folder)
        self.shown = Published(
            self.ledger, "--as", "ministry", earlier=EARLIER if YUAN in demo else [])
        self.whole = Published(self.ledger, "--as", "auditor", "--unsuppressed")
        self.known = truth(self.lines, self.whole)


YUAN = "in yuan"


def in_yuan(ledger, other, folder):
    """The same deals with all amounts in one currency, so that there are more of it in a cell."""
    log = Log(ledger.path / "log", ledger.path / "keys")
    requests = sorted(log.requests().items())[1:]
    commands = (json.loads(log.record(place).request) for _, place in requests)
    file = folder / "yuan.ndjson"
    file.write_text("".join(
        re.sub('"currency": "[A-Z]{3}"', '"currency": "CNY"', json.dumps(command)) + "\n"
        for command in commands))
    other.run("init", "--clock", "history", "--origin", "example.org/yuan")
    other.run("submit", file)
    return other


@pytest.fixture(scope="module", params=[
    ["--deals", 40, "--seed", 1], ["--deals", 150, "--seed", 2],
    ["--deals", 150, "--seed", 4, "--from", 2023, "--to", 2025, YUAN],
    ["--deals", 30, "--seed", 5, "--network"],
], ids=lambda demo: " ".join(map(str, demo)))
def attacked(request, program, tmp_path_factory):
    return Attacked(program, tmp_path_factory.mktemp("suppression"), *request.param)


def test_what_is_shown_is_true_and_may_be_shown(attacked):
    whole = {tuple(figure[:5]): figure[5] for figure in attacked.whole.figures()}
    for *figure, value in attacked.shown.figures():
        if value is None:
            continue
        assert value == whole[tuple(figure)], figure
        total, is_safe = attacked.known.get(tuple(figure), (value, True))
        assert is_safe and total == value, figure


def test_no_hidden_figure_can_be_worked_out(attacked):
    found, tried = exposed(attacked.shown, attacked.known)
    print(f"{tried} hidden figures tried, {len(found)} exposed")
    assert tried > 20
    assert found == []


def test_the_same_attack_works_where_nothing_more_is_hidden_than_must_be(attacked):
    found, tried = exposed(PrimaryOnly(attacked.whole, attacked.known), attacked.known)
    print(f"{tried} hidden figures tried, {len(found)} exposed")
    assert found


def test_no_two_days_tell_what_one_facility_is_worth(attacked):
    """R20 can be asked as of any day: on the day before and on that on which something opened."""
    opened = attacked.lines.execute(
        "SELECT DISTINCT opened FROM facilities WHERE equipment > 0 ORDER BY opened").fetchall()
    for (day,) in opened[:3] + opened[-3:]:
        answer = json.loads(attacked.ledger.run(
            "report", "R20", "--as-of", day, "--as", "ministry", "--json").stdout)
        assert any(row["equipmentValue"] for row in answer["rows"])
        for row in answer["rows"]:
            for entry in row["equipmentValue"] or []:
                assert entry["value"] == {"suppressed": True}, (day, row)
