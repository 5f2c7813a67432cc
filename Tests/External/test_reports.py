"""Every report against SQL over the lines, which knows neither read models nor definitions."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal

import duckdb
import frictionless
import pytest
from conftest import ROOT, SCENARIOS, Ledger
from reporting import Meaning, Part, half_up, read, told

NETWORK = [ROOT / f"Schemas/network/{name}.ndjson" for name in ("seeds", "figures", "example")]
ASEAN = "BN ID KH LA MM MY PH SG TH VN".split()


def turnover(*names):
    money = {"turnover": ("turnover", "turnover_in"), "contractValue": ("turnover", "turnover_in"),
             "technologyValue": ("technology", "technology_in"),
             "technologyFee": ("technology", "technology_in")}
    return {name: money[name] for name in names}


def registered(by, *names, where="true", **counts):
    return [Part("registered", by, where, "day", {"count": "true", **counts}, turnover(*names))]


def still(since, until):
    return f"{since} <= $on AND coalesce({until} > $on, true)"


def owed(*where):
    return " AND ".join([still("scheduled", "done"), "is_open", *where])


PH = dict(industry="industry", licensorCountry="licensor", certificateKind="certificate",
          royaltyBand="royalty_band", termYears="term")
CASES = """(SELECT c.*, d.* EXCLUDE (deal), w.* EXCLUDE (deal), filed::DATE - opened::DATE AS days,
    (SELECT min_by(country, place) FROM members m WHERE m.deal = c.deal AND place < 100
      AND role = 'licensor') AS licensor,
    CASE WHEN filed <= decided THEN (SELECT count(*) FROM range(
      filed::DATE + 1, decided::DATE + 1, INTERVAL 1 DAY) r(x) WHERE isodow(x) < 6) END AS weekdays,
    CASE WHEN origin = law AND goal = law THEN 'domestic' WHEN origin = law THEN 'export'
      WHEN goal = law THEN 'import' END AS direction,
    CASE WHEN origin = goal THEN NULL WHEN origin = law THEN goal WHEN goal = law THEN origin END
      AS other
  FROM cases c JOIN deals d ON d.deal = c.deal LEFT JOIN worth w ON w.deal = c.deal)"""
SCREENS = "kind IN ('PROHIBIT', 'GATE_BEFORE_NEGOTIATION', 'GATE_BEFORE_SIGNATURE', 'LICENCE')"
STEPS = "proposed interest nda term_sheet negotiation agreed signed effective closed".split()
# How many days from each step to the next that came on that day or later.
FUNNEL = "(SELECT d.*, m.* EXCLUDE (deal), " + ", ".join(
    f"list_filter([{', '.join(STEPS[place + 1:])}], lambda x: x >= {step})[1]::DATE - {step}::DATE"
    f" AS from_{step}" for place, step in enumerate(STEPS[:-1])
) + " FROM deals d JOIN milestones m ON m.deal = d.deal)"
NEGOTIATIONS = """(SELECT d.type, pair, negotiation AS day,
    agreed_last::DATE - negotiation::DATE AS days, e.* FROM deals d JOIN milestones m USING (deal)
    JOIN (SELECT deal, count(*) FILTER (type = 'terms-offered') AS rounds,
      sum(json_array_length(data->'redline')) FILTER (type = 'terms-offered') AS clauses,
      count(*) FILTER (type = 'negotiation-reopened') AS reopenings,
      count(*) FILTER (type = 'signature-voided') AS voided FROM events GROUP BY deal) e USING (deal)
    WHERE negotiation IS NOT NULL)"""
LICENCES = "(SELECT d.*, m.signed, m.effective, e.last FROM deals d JOIN milestones m USING (deal)" \
    " LEFT JOIN ends e USING (deal))"
SURVEY = dict(institution="giver", licenseeSize="buyer_size", exclusivity="exclusivity")
# Options count with licences only where a licence is among the components, too.
LICENCE = "channel = 'licence' AND (NOT is_option OR exclusivity <> 'none')"
PAID = dict(table="payments", period="day")
RESULT = dict(fundingCountry="fund", fundingAgency="agency", owner="giver", result="type")


def indicator(kind, name, **measure):
    return Part("indicators", measure.pop("by", {"institution": "i"}), f"ind = '{kind}'", "day",
                sums={name: ("value", "''"), **measure})


def median_days(step):
    return "medianDays" + "".join(word.capitalize() for word in step.split("_"))


MEANINGS = {
    "R01": Meaning(
        ["contractType"], registered(dict(contractType="contract"), "turnover", "technologyValue"),
        {"avgPerContract": ("mean", "turnover", "turnover"), "yoy%": ("change", "turnover", "turnover")}),
    "R02": Meaning(["field"], registered(dict(field="field"), "turnover"),
                   {"share%": ("share", "turnover", "turnover")}),
    "R03": Meaning(["ipKind"], registered(dict(ipKind="ip"), "turnover", withIp="ip <> 'none'"),
                   {"withIp%": ("percentage", "withIp", "count")}),
    "R04": Meaning(["sellerKind", "buyerKind"],
                   registered(dict(sellerKind="seller_kind", buyerKind="buyer_kind"), "turnover")),
    "R05": Meaning(["fromCountry", "toCountry"],
                   registered(dict(fromCountry="origin", toCountry="goal"), "turnover")),
    "R06": Meaning(
        ["sizeBand", "contractType"],
        registered(dict(sizeBand="band", contractType="contract"), "turnover"),
        {"share%": ("share", "turnover", "turnover")},
        shows={"sizeBand": ["10m to 100m", "100m and more"]}),
    "R07": Meaning(
        ["programmeLevel", "programme"],
        registered(dict(programmeLevel="level", programme="programme"), "turnover", where="is_public")),
    "R08": Meaning(
        ["direction", "mode", "country", "paymentMode"],
        [Part(CASES, dict(direction="direction", mode="mode", country="other", paymentMode="payment_mode"),
              "law = 'CN' AND (rule LIKE 'CN-FREE-REG%' OR kind = 'LICENCE')", "granted",
              {"contracts": "true"}, turnover("contractValue", "technologyFee"))]),
    "R09": Meaning(
        ["ruleId", "jurisdiction", "dutyHolderKind"],
        [Part(CASES, dict(ruleId="rule", jurisdiction="law", dutyHolderKind="holder_kind"),
              period="due",
              counts={"due": "true", "filedInTime": "filed <= due", "late": "filed > due",
                      "open": "filed IS NULL AND decisions = 0"},
              medians={"medianDaysToFile": "days"}, p90={"p90DaysToFile": "days"})]),
    "R10": Meaning(
        ["catalogueVersion", "item", "decision", "jurisdiction"],
        [Part(CASES, dict(catalogueVersion="catalogue", item="item", decision="decision",
                          jurisdiction="law"), SCREENS, "opened",
              {"screened": "true", "hits": "coalesce(decision, '') <> 'notRequired'",
               "letterOfIntent": "kind = 'GATE_BEFORE_NEGOTIATION'",
               "licences": "kind = 'LICENCE' AND decision IN ('granted', 'conditional')",
               "refusals": "decision = 'refused'"})]),
    "R11": Meaning(
        ["contract"],
        [Part("payments", dict(contract="deal"), "permit IS NOT NULL", "day", {"payments": "true"},
              {"valuePaid": ("amount", "amount_in")}),
         Part("""(SELECT p.deal, p.opened, e.last, o.* EXCLUDE (deal) FROM permits p
                LEFT JOIN ends e USING (deal) LEFT JOIN (SELECT deal, count(*) AS owed,
                  count(done) AS done, sum(deliveries) AS deliveries, sum(acceptances) AS accepted,
                  sum(rejections) AS rejected FROM owed GROUP BY deal) o USING (deal))""",
              dict(contract="deal"), "opened <= least($to, $on) AND coalesce(last > $from, true)",
              sums={"obligations": ("coalesce(owed, 0)", "''"), "performed": ("coalesce(done, 0)", "''"),
                    "deliveries": ("coalesce(deliveries, 0)", "''"),
                    "deliveriesAccepted": ("coalesce(accepted, 0)", "''"),
                    "deliveriesRejected": ("coalesce(rejected, 0)", "''")})],
        {"progress%": ("percentage", "performed", "obligations")}),
    "R12": Meaning(
        ["industry", "licensorCountry", "certificateKind", "royaltyBand", "termYears"],
        [Part(CASES, PH, "law = 'PH'", "filed", {"filed": "true"}),
         Part(CASES, PH, "law = 'PH'", "granted", {"granted": "true"},
              medians={"medianWeekdays": "weekdays"}),
         Part(CASES, PH, "law = 'PH' AND ground IS NOT NULL", "decided", {"exempted": "true"})]),
    "R13": Meaning(
        ["ruleId", "stage"],
        [Part("clauses", dict(ruleId="rule", stage="stage"), period="day",
              counts={"hits": "offered", "removedInNegotiation": "removed",
                      "signedWith": "signed_with", "exempted": "exempted"})]),
    "R14": Meaning(
        ["fundingCountry", "fundingAgency", "owner", "result"],
        [Part("utilised", RESULT, period="filed",
              counts={"disclosed": "true", "disclosedInTime": "in_time"}),
         Part("utilised", RESULT, period="effective",
              counts={"licensed": "true", "spinOffs": "is_equity", "usedWithinPlan": "is_planned"}),
         Part(by=RESULT, where="fund IN ('TH', 'PH') AND payee_side = 'gives'",
              sums={"income": ("amount", "amount_in")}, **PAID)]),
    "R15": Meaning(
        ["institution", "licenseeSize", "exclusivity"],
        [Part(LICENCES, SURVEY, LICENCE, "signed", {"licences": "true"}),
         Part(LICENCES, SURVEY, "is_option", "signed", {"options": "true"}),
         Part(LICENCES, SURVEY, f"{LICENCE} AND effective <= least($to, $on)"
              " AND coalesce(last > least($to, $on), true)", counts={"activeLicences": "true"}),
         Part(by=SURVEY, where="channel = 'licence' AND payee_side = 'gives'",
              sums={"grossLicenseIncome": ("amount", "amount_in"),
                    "runningRoyalties": ("amount", "amount_in", "is_royalty")},
              distinct={"licencesWithIncome": "deal"}, **PAID),
         *(indicator(name, name) for name in ("newPatentApplications", "patentsIssued", "startupsFormed")),
         indicator("inventionDisclosures", "disclosures"),
         Part("indicators", {"institution": "i"}, "ind = 'researchExpenditure'", "day",
              sums={"researchExpenditure": ("amount", "amount_in")})]),
    "R16": Meaning(
        ["channel", "ownerKind"],
        [Part(LICENCES, dict(channel="channel", ownerKind="seller_kind"), "channel IS NOT NULL", "signed",
              {"agreements": "true"}),
         Part(by=dict(channel="channel", ownerKind="seller_kind"),
              where="channel IS NOT NULL AND payee_side = 'gives'",
              sums={"income": ("amount", "amount_in")}, **PAID),
         indicator("researchers", "researchers", by={})],
        {"agreementsPer1000Researchers": ("perThousand", "agreements", "researchers")}),
    "R17": Meaning(
        ["country", "sector", "source"],
        [Part(FUNNEL, dict(country="asean", sector="field", source="source"), period="proposed",
              counts={"proposed": "true", "demands": "initiative = 'demand'",
                      "offers": "initiative = 'offer'", "matches": "initiative = 'match'",
                      "eoi": "interest <= $on", "ndas": "nda <= $on", "termSheets": "term_sheet <= $on",
                      "negotiations": "negotiation <= $on", "signed": "signed <= $on",
                      "effective": "effective <= $on", "closed": "closed <= $on"},
              medians={median_days(step): f"from_{step}" for step in STEPS[:-1]})],
        {"conversion%": ("percentage", "effective", "proposed")}),
    "R18": Meaning(
        ["country", "memberKind", "joinedYear"],
        [Part("memberships", dict(country="country", memberKind="kind", joinedYear="joined[1:4]"),
              counts={"active": still("joined", '"left"'), "joined": "joined <= $on",
                      "left": '"left" <= $on', "synthetic": "synthetic AND joined <= $on",
                      "asean": still("joined", '"left"') + f" AND (country IN {tuple(ASEAN)}"
                      " OR country = 'TL' AND $on >= '2025-10-26')"})],
        {"asean%": ("percentage", "asean", "active")}),
    "R19": Meaning(
        ["country", "kind"],
        [Part("mechanisms", dict(country="country", kind="kind"),
              counts={"active": still("since", "until"), "synthetic": "synthetic AND since <= $on"})]),
    "R20": Meaning(
        ["country", "level", "kind", "sector"],
        [Part("facilities", dict(country="country", level="level", kind="kind", sector="sector"),
              counts={"planned": still("planned", "opened") + " AND coalesce(closed > $on, true)",
                      "open": still("opened", "closed"), "closed": "closed <= $on",
                      "synthetic": "synthetic"},
              sums={"equipmentValue": ("equipment", "equipment_in", still("opened", "closed"))}),
         Part("trainings", dict(country="host", sector="sector"), "day <= $on AND facility IS NOT NULL",
              sums={"trainees": ("persons", "''")})]),
    "R21": Meaning(
        ["deal", "obligation", "periodEnd"],
        [Part("royalties", dict(deal="deal", obligation="obligation", periodEnd="t"), period="t",
              sums={"stated": ("stated", "cur"), "paid": ("paid", "cur"), "withheld": ("withheld", "cur"),
                    "difference": ("difference", "cur"), "auditDelta": ("audited", "cur")},
              medians={"daysLate": "late"})]),
    "R22": Meaning(
        ["deal", "kind", "debtor"],
        [Part("owed", dict(deal="deal", kind="kind", debtor="debtor"), "scheduled <= $on",
              counts={f"due{days}": owed("due >= $on",
                                         f"due <= CAST(CAST($on AS DATE) + {days} AS VARCHAR)")
                      for days in (30, 60, 90)}
              | {"overdue": owed("due < $on"), "accepted": "accepted <= $on",
                 "rejected": "rejected <= $on"})]),
    "R23": Meaning(
        ["dealType", "countryPair"],
        [Part(NEGOTIATIONS, dict(dealType="type", countryPair="pair"), period="day",
              counts={"negotiations": "true"},
              sums={"rounds": ("rounds", "''"), "clausesChanged": ("coalesce(clauses, 0)", "''"),
                    "reopenings": ("reopenings", "''"), "signaturesVoided": ("voided", "''")},
              medians={"medianRounds": "rounds", "medianDays": "days"})]),
    "R24": Meaning(
        ["ground", "tier", "outcome", "country"],
        [Part("(SELECT *, coalesce(settled, awarded)::DATE - day::DATE AS days FROM disputes)",
              dict(ground="ground", tier="tier", outcome="outcome", country="asean"), period="day",
              counts={"opened": "true", "settled": "settled IS NOT NULL", "awards": "awarded IS NOT NULL"},
              sums={"amount": ("amount", "amount_in")}, medians={"medianDays": "days"}),
         Part("terminations", dict(ground="ground", country="asean"), period="day",
              counts={"terminations": "true"})]),
    "R25": Meaning(
        ["homeCountry", "hostCountry", "programme", "sector"],
        [Part("trainings", dict(homeCountry="home", hostCountry="host", programme="programme",
                                sector="sector"), period="day",
              counts={"trainings": "true", "synthetic": "synthetic"},
              sums={name: (name, "''") for name in ("persons", "placements", "days", "startups")})]),
}
"""All reports but R26, which counts no rows."""

# From the first day of the first period to the last of the last.
PERIODS = {
    "year": ("2014-01-01", "2025-12-31", 12),
    "quarter": ("2023-01-01", "2024-12-31", 3),
    "month": ("2022-07-01", "2023-06-30", 1),
    "thaiFiscalYear": ("2013-10-01", "2025-09-30", 12),
    "vietnamReportYear": ("2013-12-15", "2025-12-14", 12),
}
KINDS = {
    "R01": ["year", "quarter"], "R02": ["year", "quarter"], "R08": ["year", "month"],
    "R09": ["month", "quarter", "year"], "R11": ["vietnamReportYear"],
    "R14": ["thaiFiscalYear", "year"], "R15": ["year", "thaiFiscalYear"],
}
# Of what has no periods: as of a day inside what happened, and at its end.
DAYS = ["2021-09-27", "2026-12-01"]
DATED = ["R13", "R17", "R18", "R19", "R20", "R21", "R22", "R23"]
QUESTIONS = [(id, kind) for id in MEANINGS if id not in DATED for kind in KINDS.get(id, ["year"])]


class Asked:
    """A ledger with reports to ask, and what its lines say."""

    def __init__(self, ledger, folder):
        self.ledger, self.lines = ledger, read(ledger, folder)
        (self.newest,) = self.lines.execute(
            "SELECT max(day) FROM lines WHERE stream <> 'ledger'").fetchone()
        (deals,) = self.lines.execute("SELECT count(*) FROM deals").fetchone()
        self.is_small = deals < 100

    def report(self, id, *options, role="auditor"):
        return self.ledger.run("report", id, "--as", role, *options).stdout

    def json(self, id, *options, role="auditor"):
        shown = ["--unsuppressed"] if role == "auditor" else []
        return json.loads(self.report(id, *options, *shown, "--json", role=role))


@pytest.fixture(scope="module", params=[
    ["--deals", 250, "--seed", 23], ["--deals", 40, "--seed", 7, "--network"]],
    ids=lambda demo: " ".join(map(str, demo)))
def asked(request, program, tmp_path_factory):
    """Invented deals; those of the scenarios beside the more, an invented network beside the fewer."""
    folder = tmp_path_factory.mktemp("reports")
    ledger = Ledger(program, folder / "ledger")
    ledger.run("demo", *request.param)
    if "--network" not in request.param:
        ledger.run("submit", *SCENARIOS, *NETWORK)
    ledger.run("rebuild", "--as", "auditor")
    return Asked(ledger, folder)


def periods_of(kind):
    """The first and the last day of each."""
    start, end, months = PERIODS[kind]
    day, last = date.fromisoformat(start), date.fromisoformat(end)
    while day < last:
        month = day.month - 1 + months
        after = date(day.year + month // 12, month % 12 + 1, day.day)
        yield str(day), str(after - timedelta(days=1))
        day = after


def a_year_before(day):
    return f"{int(day[:4]) - 1}{day[4:]}"


def kept(found, columns):
    """Without what is nought or nothing."""
    figures = {
        place: {name: nonzero for name, values in figures.items() if name in columns
                and (nonzero := {currency: value for currency, value in values.items() if value})}
        for place, figures in found.items()}
    return {place: measures for place, measures in figures.items() if measures}


@pytest.mark.parametrize("id, kind", QUESTIONS)
def test_a_report_of_periods_says_what_the_lines_say(asked, id, kind):
    answer = asked.json(id, "--period", kind, "--from", PERIODS[kind][0], "--to", PERIODS[kind][1])
    assert answer["leftOut"] == {}
    ours, compared = told(answer), 0
    periods = [(period["from"], period["to"]) for period in answer["periods"]]
    assert periods == list(periods_of(kind))
    for period, (start, end) in zip(answer["periods"], periods):
        theirs = MEANINGS[id].all(
            asked.lines, {"from": a_year_before(start), "to": a_year_before(end), "on": asked.newest},
            **{"from": start, "to": end, "on": asked.newest})
        theirs = kept(theirs, answer["columns"])
        assert kept(ours.get(period["period"], {}), answer["columns"]) == theirs, period
        compared += len(theirs)
    assert compared > 0 or asked.is_small, "there is nothing to compare"


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("id", DATED)
def test_a_report_of_a_day_says_what_the_lines_say(asked, id, day):
    answer = asked.json(id, "--as-of", day)
    assert answer["leftOut"] == {}
    theirs = MEANINGS[id].all(asked.lines, **{"from": "0000-01-01", "to": day, "on": day})
    if id == "R20":
        # Levels overlap, and are never added up.
        theirs = {place: figures for place, figures in theirs.items() if "level" in dict(place)}
    theirs = kept(theirs, answer["columns"])
    assert theirs or asked.is_small, "there is nothing to compare"
    assert kept(told(answer).get("all", {}), answer["columns"]) == theirs


# What README of the network says that each measure counts; with the columns that name a source.
OPEN = "opened <= $day AND coalesce(closed > $day, true)"
STANDING = "since <= $day AND coalesce(until > $day, true)"
HELD = "FROM gatherings WHERE until <= $day"
FIGURES = {
    "activeMembers": 'count(*) FROM memberships WHERE joined <= $day AND coalesce("left" > $day, true)',
    "memberAseanCountries": "count(DISTINCT country) FROM memberships WHERE joined <= $day"
    f' AND coalesce("left" > $day, true) AND country IN {tuple(ASEAN)}',
    "mechanismCountries":
        f"count(DISTINCT country) FROM mechanisms WHERE {STANDING} AND kind = 'bilateralMechanism'",
    "workingGroupCountries":
        f"count(DISTINCT country) FROM mechanisms WHERE {STANDING} AND kind = 'workingGroup'",
    "guangxiFacilities": f"count(*) FROM facilities WHERE {OPEN} AND level = 'guangxiSupported'"
    " AND kind IN ('lab', 'centre')",
    "guangxiFacilityCountries": f"count(DISTINCT country) FROM facilities WHERE {OPEN}"
    " AND level = 'guangxiSupported' AND kind IN ('lab', 'centre')",
    "agriculturalParks":
        f"count(*) FROM facilities WHERE {OPEN} AND kind = 'park' AND sector = 'modernAgriculture'",
    "nationalLaboratories":
        f"count(*) FROM facilities WHERE {OPEN} AND kind = 'lab' AND level = 'nationalBilateral'",
    "platforms": f"count(*) FROM facilities WHERE {OPEN} AND kind = 'platform'",
    "servicePlatforms": f"count(*) FROM facilities WHERE {OPEN} AND kind = 'servicePlatform'",
    "forumEdition": "max(edition) FROM gatherings WHERE kind = 'forum' AND since <= $day",
    "parkConsultationCountries": f"count(DISTINCT country) {HELD} AND kind = 'parkConsultation'",
    "gatherings": f"count(*) {HELD} AND kind IN ('forum', 'matchmaking')",
    "gatheringProjects": f"sum(projects) {HELD}",
    "gatheringEnterprises": f"sum(enterprises) {HELD}",
    "gatheringAgreements": f"sum(agreements) {HELD}",
    "dealFields": "count(DISTINCT field) FROM deals JOIN milestones USING (deal) WHERE effective <= $day",
}


def test_published_figures_are_set_beside_what_the_lines_give(asked):
    """Claims with a day are held against records of that day; whether a claim holds is in figures."""
    last = "CASE length(data->>'asOf') WHEN 4 THEN (data->>'asOf') || '-12-31' WHEN 7 THEN CAST(" \
        "last_day(CAST((data->>'asOf') || '-01' AS DATE)) AS VARCHAR) ELSE (data->>'asOf') END"
    claims = asked.lines.execute(
        f"""SELECT data->>'figure', data->>'asOf', data->>'source', data->>'comparator',
          CAST((data->>'value') AS DECIMAL(38, 6)), data->>'measure', {last} AS day
        FROM lines WHERE type = 'figure.published' AND day <= $on""", {"on": asked.newest}).fetchall()
    theirs = {}
    for figure, as_of, source, comparator, claimed, measure, day in claims:
        said = theirs[figure, as_of, source, comparator] = {"claimed": claimed}
        if measure is None:
            continue
        question = FIGURES[measure]
        given = asked.lines.execute(f"SELECT {question}", {"day": day}).fetchone()[0] or 0
        said |= {"reproduced": given, "gap": claimed - given}
        if measure != "dealFields":
            borne = asked.lines.execute(
                f"SELECT {question} AND NOT synthetic AND source IS NOT NULL", {"day": day}).fetchone()[0]
            said["withSource"] = borne or 0
            if given:
                said["coverage%"] = half_up(Decimal(borne or 0) * 100 / Decimal(given), 1)
    ours = {}
    for row in asked.json("R26")["rows"]:
        said = ours[tuple(row[name] for name in ("figure", "asOf", "source", "comparator"))] = {
            name: Decimal(row[name]) for name in
            ("claimed", "reproduced", "gap", "withSource", "coverage%") if row[name] is not None}
        if "reproduced" in said:
            gap = said["reproduced"] - said["claimed"]
            holds = {"=": gap == 0, ">": gap > 0, ">=": gap >= 0, "<": gap < 0, "<=": gap <= 0}.get(
                row["comparator"], abs(gap) * 10 <= said["claimed"])
            assert row["holds"] == holds, row
    assert len(ours) >= 30 and ours == theirs


@pytest.mark.parametrize("id", [*MEANINGS, "R26"])
def test_a_filtered_answer_is_the_rows_of_that_value(asked, id):
    """Of the few deals with all figures, so that those rows alone are read; of the many with some hidden."""
    kind = KINDS.get(id, ["year"])[0] if id in MEANINGS and id not in DATED else None
    span = ["--period", kind, "--from", PERIODS[kind][0], "--to", PERIODS[kind][1]] if kind else []
    shown = ["--unsuppressed"] if asked.is_small else []

    def answer(*filters):
        given = [word for name, value in filters for word in ("--where", f"{name}={value}")]
        return json.loads(asked.report(id, *span, *shown, *given, "--json"))

    def value(row, name):
        return "-" if row[name] is None else str(row[name])

    whole = answer()
    rows, dimensions = whole["rows"], whole["dimensions"]
    cells = [row for row in rows if row["level"] == "cell"]
    middle = cells[len(cells) // 2:][:1]
    chosen = [[(name, value(row, name))] for row in middle for name in dimensions]
    chosen += [[(name, value(row, name)) for name in dimensions[:2]] for row in middle]
    for filters in [*chosen, [(dimensions[0], "no such value")]]:
        filtered = answer(*filters)
        assert filtered["rows"] == [
            row for row in rows
            if all(name in row and value(row, name) == wanted for name, wanted in filters)], filters
        assert bool(filtered["rows"]) == (filters in chosen)
        said = [{"dimension": name, "value": wanted} for name, wanted in filters]
        assert filtered["filters"] == said + whole["filters"]
        for name in whole.keys() - {"rows", "filters", "suppression"}:
            assert filtered[name] == whole[name], name


def test_a_question_at_a_position_has_one_answer(asked, tmp_path):
    """Also after models were made anew, and after further events."""
    ledger = Ledger(asked.ledger.program, tmp_path / "copy")
    ledger.run("init", "--clock", "history", "--origin", "example.org/again")
    ledger.run("submit", SCENARIOS[0], SCENARIOS[1], NETWORK[0])
    ledger.run("rebuild", "--as", "auditor")
    position = len(ledger.lines())
    questions = [("R01",), ("R09", "--period", "year"), ("R22",), ("R20", "--as-of", "2021-09-27")]

    def answers(*options):
        return [ledger.run("report", *question, *options, "--as", "auditor", "--unsuppressed", form).stdout
                for question in questions for form in ("--json", "--csv")]

    first = answers()
    assert answers() == first
    ledger.run("rebuild", "--as", "auditor")
    assert answers() == first and answers("--as-of", position) == first
    ledger.run("submit", *SCENARIOS[2:8])
    assert answers() != first and answers("--as-of", position) == first


@pytest.mark.parametrize("id", ["R01", "R05", "R09", "R21"])
def test_csv_opens_elsewhere(asked, tmp_path, id):
    kind = [] if id == "R21" else ["--from", "2014-01-01", "--to", "2025-12-31", "--period", "year"]
    file = tmp_path / "report.csv"
    file.write_bytes(asked.report(id, *kind, "--unsuppressed", "--csv"))
    answer = asked.json(id, *kind)
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    assert len(rows) == len(answer["rows"])
    texts = ["period", "level", *answer["dimensions"]]
    schema = frictionless.Schema.from_descriptor({"missingValues": ["", "C"], "fields": [
        {"name": name, "type": "string" if name in texts else "number"} for name in rows[0]]})
    resource = frictionless.Resource(path=file.name, basepath=str(tmp_path), schema=schema)
    assert frictionless.validate(resource).valid
    read = duckdb.execute("SELECT * FROM read_csv($file, all_varchar = true)", {"file": str(file)})
    assert len(read.fetchall()) == len(rows)
    for row, shown in zip(rows, answer["rows"]):
        assert row["level"] == shown["level"]
        for name in answer["columns"]:
            value = shown[name]
            if not isinstance(value, list):
                assert (row.get(name) or None) == (None if value is None else str(value)), (row, shown)
                continue
            for entry in value:
                assert row[f"{name}_{entry['currency']}"] == entry["value"]


@pytest.mark.parametrize("status, words, question", [
    (64, ["R99", "dealledger report"], ["R99"]),
    (64, ["neither begins nor ends", "--from 2021-01-01 --to 2021-12-31"], ["R01", "--from", "2021-02-01"]),
    (64, ["not over", "--as-of"], ["R01", "--from", "2090-01-01", "--to", "2090-12-31"]),
    (64, ["year or quarter"], ["R01", "--period", "month"]),
    (64, ["comes after"], ["R17", "--from", "2021-02-01", "--to", "2021-01-01"]),
    (64, ["no dimension sector", "contractType", "--where"], ["R01", "--where", "sector=x"]),
    (64, ["two values of deal", "--where"], ["R21", "--where", "deal=a", "--where", "deal=b"]),
    (64, ["--where", "dimension=value"], ["R21", "--where", "deal"]),
    (77, ["parties", "--as"], ["R21", "--as", "ministry"]),
    (77, ["parties", "--as"], ["R21", "--as", "ministry", "--where", "deal=a"]),
    (77, ["statistical", "--as"], ["R04", "--as", "integrator"]),
    (77, ["parties", "--as"], ["R01", "--as", "ministry", "--unsuppressed"]),
], ids=lambda part: " ".join(part) if isinstance(part, list) else None)
def test_what_may_not_be_asked_is_refused_with_what_to_do(asked, status, words, question):
    done = asked.ledger.run("report", *question, check=False)
    said = done.stderr.decode()
    assert done.returncode == status and done.stdout == b"", said
    assert all(word in said for word in words), said


def test_models_that_do_not_show_enough_are_named(program, tmp_path):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/public")
    ledger.run("submit", SCENARIOS[0])
    done = ledger.run("report", "R04", check=False)
    assert done.returncode == 78
    assert b"statistical" in done.stderr and b"dealledger rebuild --as" in done.stderr


def test_a_ministry_gets_no_column_of_the_parties(asked):
    period = ["--period", "year", "--from", "2024-01-01", "--to", "2024-12-31"]
    answer = asked.json("R16", *period, role="ministry")
    assert answer["leftOut"] == {"income": "parties"}
    assert "income" not in answer["columns"] and all("income" not in row for row in answer["rows"])
    head = asked.report("R16", *period, "--csv", role="ministry").splitlines()[0]
    assert b"income" not in head and b"agreements" in head


def test_a_value_that_looks_like_a_formula_is_harmless_in_csv(program, tmp_path):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/formula")
    training = {"training": "t1", "programme": '=HYPERLINK("http://example.org","go")', "homeCountry": "LA",
                "hostCountry": "CN", "from": "2021-03-01", "to": "2021-03-05", "days": 5, "persons": 9,
                "synthetic": True}
    ledger.run("command", "RecordTraining", "--at", "2021-03-06T00:00:00Z", "--data", json.dumps(training))
    text = ledger.run("report", "R25", "--period", "year", "--from", "2021-01-01", "--to", "2021-12-31",
                      "--as-of", "2022-01-01", "--csv").stdout.decode()
    values = {row["programme"] for row in csv.DictReader(io.StringIO(text))}
    assert any("HYPERLINK" in value for value in values)
    assert not any(value.startswith(("=", "+", "@", "\t")) for value in values), values


def test_the_legal_date_is_that_of_the_newest_event_of_any_kind(program, tmp_path):
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/network")
    ledger.run("submit", NETWORK[0])
    newest = max(json.loads(line)["occurred"][:10] for line in ledger.lines()[1:])
    answer = json.loads(ledger.run("report", "R19", "--json").stdout)
    assert answer["asOfDate"] == newest and answer["rows"]
