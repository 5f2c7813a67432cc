"""The tables of the read models against SQL over the raw lines, and against what a ministry may see.

DuckDB reads what `export cloudevents` writes: another program, another language, and no fold. It
sees what is public in the lines, so amounts are not compared here.
"""

import json
import sqlite3
from dataclasses import dataclass

import duckdb
import pytest
from canaries import Aviary, numbers_in, planted_files
from conftest import ROOT, Ledger

COMMANDS = {path.stem: json.loads(path.read_text()) for path in ROOT.glob("Schemas/commands/*.json")}

# One row for each event of a deal, its type without the version: what everything below is made of.
EVENTS = """
CREATE TABLE events AS
SELECT json, CAST(json->>'id' AS BIGINT) AS position, substr(json->>'subject', 6) AS deal,
  CAST(json->>'revision' AS BIGINT) AS revision, regexp_replace(json->>'type', '[.]v[0-9]+$', '') AS type,
  substr(json->>'occurred', 1, 10) AS day, json->>'actor' AS actor, json->'data' AS data
FROM read_ndjson_objects(?) WHERE json->>'subject' LIKE 'deal/%'
"""


@dataclass
class Case:
    """A question to our tables, and the same to the lines."""

    name: str
    ours: str
    theirs: str


def of(type):
    return f"(SELECT * FROM events WHERE type = 'deal.{type}')"


CASES = [
    Case(
        "terms",
        """SELECT deal, version, hash, base_version, offered_on, valid_until, redlines, comments,
             revision FROM terms""",
        f"""SELECT o.deal, CAST(o.data->>'version' AS INT), (o.data->>'termsHash'),
              CAST(o.data->>'baseVersion' AS INT), o.day, (o.data->>'validUntil'),
              coalesce(json_array_length(o.data->'redline'), 0),
              (SELECT count(*) FROM {of('terms-commented')} c
                WHERE c.deal = o.deal AND (c.data->>'version') = (o.data->>'version')),
              o.revision FROM {of('terms-offered')} o""",
    ),
    Case(
        "when each version was last agreed",
        "SELECT deal, version, agreed_on, agreed_revision FROM terms WHERE agreed_on IS NOT NULL",
        f"""SELECT deal, CAST(data->>'version' AS INT) AS v, max(day), max(revision)
            FROM {of('terms-agreed')} GROUP BY deal, v""",
    ),
    Case(
        "redlines",
        "SELECT deal, revision, place, path, operation, rule, clause FROM redlines",
        """SELECT deal, revision, CAST(place AS INT) - 1, r->>'path', r->>'op', r->>'rule',
             r->>'clauseLabel'
           FROM (SELECT deal, revision, unnest(from_json(data->'redline', '["JSON"]')) AS r,
             generate_subscripts(from_json(data->'redline', '["JSON"]'), 1) AS place FROM events
             WHERE type IN ('deal.terms-offered', 'deal.amendment-proposed'))""",
    ),
    Case(
        "terms in force",
        "SELECT deal, hash, from_on, until_on, amendment, revision FROM terms_in_force",
        f"""WITH started AS (
              SELECT deal, (data->>'effectiveOn') AS since, NULL AS amendment, revision,
                (SELECT arg_max(a.data->>'termsHash', a.revision) FROM {of('terms-agreed')} a
                  WHERE a.deal = e.deal AND a.revision < e.revision) AS hash
              FROM {of('became-effective')} e
              UNION ALL
              SELECT deal, coalesce(data->>'effectiveFrom', day), (data->>'amendment'), revision,
                (data->>'termsHash') FROM {of('amendment-concluded')}),
            over AS (
              SELECT deal, coalesce(data->>'expiredOn', day) AS last FROM events
              WHERE type IN ('deal.terminated', 'deal.expired'))
            SELECT s.deal, hash, since,
              CAST(least((SELECT last::DATE FROM over WHERE over.deal = s.deal),
                (SELECT min(n.since::DATE) - 1 FROM started n
                  WHERE n.deal = s.deal AND n.revision > s.revision)) AS VARCHAR),
              amendment, revision FROM started s""",
    ),
    Case(
        "stages",
        """SELECT deal, stage, entered_on, revision FROM stages
           WHERE stage NOT IN ('Exploring', 'Negotiating', 'Signing')""",
        """SELECT deal, CASE split_part(type, '.', 2) WHEN 'proposed' THEN 'Proposed'
             WHEN 'term-sheet-agreed' THEN 'TermSheet' WHEN 'terms-agreed' THEN 'TermsAgreed'
             WHEN 'approved' THEN 'Approved' WHEN 'fully-signed' THEN 'Signed'
             WHEN 'became-effective' THEN 'Effective' WHEN 'resumed' THEN 'Effective'
             WHEN 'suspended' THEN 'Suspended' WHEN 'terminated' THEN 'WindingUp'
             WHEN 'expired' THEN 'WindingUp' WHEN 'closed' THEN 'Closed'
             WHEN 'lapsed' THEN 'Lapsed' WHEN 'rescinded' THEN 'Rescinded'
             WHEN 'proposal-withdrawn' THEN 'Withdrawn' WHEN 'proposal-declined' THEN 'Declined'
             WHEN 'signing-refused' THEN 'Declined' END AS stage, day, revision
           FROM events WHERE stage IS NOT NULL""",
    ),
    Case(
        "days in each stage",
        """SELECT deal, revision, days FROM stages""",
        """SELECT deal, revision,
             date_diff('day', day::DATE, (lead(day) OVER (PARTITION BY deal ORDER BY revision))::DATE)
           FROM events e WHERE type IN (
             'deal.proposed', 'deal.term-sheet-agreed', 'deal.negotiation-opened',
             'deal.terms-agreed', 'deal.negotiation-reopened', 'deal.approval-refused',
             'deal.approved', 'deal.fully-signed', 'deal.became-effective',
             'deal.suspended', 'deal.resumed', 'deal.terminated', 'deal.expired',
             'deal.closed', 'deal.lapsed', 'deal.rescinded', 'deal.proposal-withdrawn',
             'deal.proposal-declined', 'deal.signing-refused')
           OR type = 'deal.interest-expressed' AND NOT EXISTS (SELECT 1 FROM events o
             WHERE o.deal = e.deal AND o.revision < e.revision AND o.type IN (
               'deal.interest-expressed', 'deal.term-sheet-agreed',
               'deal.negotiation-opened'))
           OR type = 'deal.signed' AND NOT EXISTS (SELECT 1 FROM events o
             WHERE o.deal = e.deal AND o.type = 'deal.signed' AND o.revision < e.revision
             AND o.revision > (SELECT max(a.revision) FROM events a WHERE a.deal = e.deal
               AND a.type = 'deal.approved' AND a.revision < e.revision))""",
    ),
    Case(
        "negotiations",
        """SELECT deal, interests, side_agreements, due_diligences, rounds, comments, reopenings,
             approval_refusals, signatures_voided, approvals_voided FROM negotiations""",
        """SELECT deal, count(*) FILTER (type = 'deal.interest-expressed'),
             count(*) FILTER (type = 'deal.side-agreement-executed'),
             count(*) FILTER (type = 'deal.due-diligence-recorded'),
             count(*) FILTER (type = 'deal.terms-offered'),
             count(*) FILTER (type = 'deal.terms-commented'),
             count(*) FILTER (type = 'deal.negotiation-reopened'),
             count(*) FILTER (type = 'deal.approval-refused'),
             count(*) FILTER (type = 'deal.signature-voided'),
             count(*) FILTER (type = 'deal.approval-voided') FROM events GROUP BY deal""",
    ),
    Case(
        "obligations",
        """SELECT deal, obligation, kind, debtor, creditor, due_on, recurrence, deliveries, rejections,
             delivered_on, accepted_on, rejected_on, scheduled_on FROM obligations""",
        f"""SELECT s.deal, (s.data->>'obligation') AS o, (s.data->>'kind'), (s.data->>'debtor'),
              (s.data->>'creditor'), (s.data->>'dueOn'), (s.data->>'recurrence'),
              (SELECT count(*) FROM {of('delivery-recorded')} d
                WHERE d.deal = s.deal AND (d.data->>'obligation') = o),
              (SELECT count(*) FROM {of('delivery-rejected')} d
                WHERE d.deal = s.deal AND (d.data->>'obligation') = o),
              (SELECT arg_max(coalesce(d.data->>'deliveredOn', d.day), d.revision)
                FROM {of('delivery-recorded')} d WHERE d.deal = s.deal AND (d.data->>'obligation') = o),
              (SELECT max(d.day) FROM {of('delivery-accepted')} d
                WHERE d.deal = s.deal AND (d.data->>'obligation') = o),
              (SELECT max(d.day) FROM {of('delivery-rejected')} d
                WHERE d.deal = s.deal AND (d.data->>'obligation') = o), s.day
            FROM {of('obligation-scheduled')} s""",
    ),
    Case(
        "payments",
        "SELECT deal, payer, payment, payee, obligation, paid_on, settles, revision FROM payments",
        f"""SELECT deal, (data->>'payer'), (data->>'payment'), (data->>'payee'), (data->>'obligation'),
              coalesce(data->>'paidOn', day),
              CASE (data->>'settles') WHEN 'true' THEN 1 WHEN 'false' THEN 0 END, revision
            FROM {of('payment-recorded')}""",
    ),
    Case(
        "confirmed payments",
        "SELECT deal, payment, received_on, confirmed_revision FROM payments WHERE confirmed = 1",
        f"""SELECT deal, (data->>'payment'), coalesce(data->>'receivedOn', day), revision
            FROM {of('payment-confirmed')}""",
    ),
    Case(
        "royalties",
        """SELECT deal, obligation, period_from, period_to, first_stated_on, stated_on, statements,
             revision FROM royalties""",
        f"""SELECT deal, (data->>'obligation') AS o, data->'period'->>'from' AS f,
              data->'period'->>'to' AS t, min(day), max(day), count(*), max(revision)
            FROM {of('royalty-stated')} GROUP BY deal, o, f, t""",
    ),
    Case(
        "which period a payment counts for",
        "SELECT deal, revision, period_from FROM payments WHERE period_from IS NOT NULL",
        f"""SELECT p.deal, p.revision, arg_max(s.data->'period'->>'from', s.revision)
            FROM {of('payment-recorded')} p JOIN {of('royalty-stated')} s ON s.deal = p.deal
              AND (s.data->>'obligation') = (p.data->>'obligation') AND s.revision < p.revision
            GROUP BY p.deal, p.revision""",
    ),
    Case(
        "regulatory cases",
        """SELECT deal, case_id, rule, jurisdiction, effect, duty_holder, opened_on, due_on, filed_on,
             decision, decided_on, valid_until, overdue_on, timeliness, days_to_file, days_late
           FROM regulatory_cases""",
        f"""WITH filed AS (SELECT deal, (data->>'case') AS c, coalesce(data->>'filedOn', day) AS filed
              FROM {of('regulatory-case-filed')}),
            decided AS (SELECT deal, (data->>'case') AS c, arg_max(data->>'decision', revision) AS said,
              max(day) AS decided, arg_max(data, revision)->>'validUntil' AS valid
              FROM {of('regulatory-decision-recorded')} GROUP BY ALL),
            overdue AS (SELECT deal, (data->>'case') AS c, day AS overdue
              FROM {of('regulatory-case-overdue')}),
            opened AS (SELECT deal, (data->>'case') AS c, data, day AS opened, (data->>'dueOn') AS due
              FROM {of('regulatory-case-opened')})
            SELECT deal, c, (data->>'rule'), (data->>'jurisdiction'), (data->>'effect'),
              (data->>'dutyHolder'), opened, due, filed, said, decided, valid, overdue,
              CASE WHEN filed IS NULL THEN 'open' WHEN due IS NULL THEN 'undated'
                WHEN filed <= due THEN 'in time' ELSE 'late' END,
              filed::DATE - opened::DATE, filed::DATE - due::DATE
            FROM opened LEFT JOIN filed USING (deal, c) LEFT JOIN decided USING (deal, c)
              LEFT JOIN overdue USING (deal, c)""",
    ),
    Case(
        "disputes",
        "SELECT deal, dispute, raised_on, tier, forum, seat, ended_on, state FROM disputes",
        f"""SELECT r.deal, (r.data->>'dispute') AS d, r.day, last->>'tier', last->>'forum',
              last->>'seat', ended,
              CASE kind WHEN 'deal.dispute-settled' THEN 'settled'
                WHEN 'deal.award-recorded' THEN 'awarded'
                ELSE CASE WHEN last IS NULL THEN 'raised' ELSE 'escalated' END END
            FROM {of('dispute-raised')} r
              LEFT JOIN (SELECT deal, (data->>'dispute') AS d, arg_max(data, revision) AS last
                FROM {of('dispute-escalated')} GROUP BY ALL) e
                ON e.deal = r.deal AND e.d = (r.data->>'dispute')
              LEFT JOIN (SELECT deal, (data->>'dispute') AS d, day AS ended, type AS kind FROM events
                WHERE type IN ('deal.dispute-settled', 'deal.award-recorded')) x
                ON x.deal = r.deal AND x.d = (r.data->>'dispute')""",
    ),
    Case(
        "audits",
        """SELECT deal, audit, opened_on, period_from, period_to, findings, closed_on FROM audits""",
        f"""SELECT deal, (data->>'audit') AS a, day, data->'period'->>'from', data->'period'->>'to',
              (SELECT count(*) FROM {of('audit-finding-recorded')} f
                WHERE f.deal = o.deal AND (f.data->>'audit') = a),
              (SELECT max(day) FROM {of('audit-closed')} c
                WHERE c.deal = o.deal AND (c.data->>'audit') = a) FROM {of('audit-opened')} o""",
    ),
    Case(
        "audit findings",
        "SELECT deal, audit, kind, found_on, revision FROM audit_findings",
        f"""SELECT deal, (data->>'audit'), (data->>'kind'), day, revision
            FROM {of('audit-finding-recorded')}""",
    ),
    Case(
        "amendments",
        """SELECT deal, amendment, proposed_on, base_hash, new_hash, effective_from, signatures, state,
             ended_on FROM amendments""",
        f"""SELECT p.deal, (p.data->>'amendment') AS a, p.day, (p.data->>'baseTermsHash'),
              (p.data->>'newTermsHash'), (p.data->>'effectiveFrom'),
              (SELECT count(*) FROM {of('amendment-signed')} s
                WHERE s.deal = p.deal AND (s.data->>'amendment') = a),
              CASE x.type WHEN 'deal.amendment-concluded' THEN 'concluded'
                WHEN 'deal.amendment-rejected' THEN 'rejected' ELSE 'proposed' END, x.day
            FROM {of('amendment-proposed')} p LEFT JOIN (SELECT * FROM events WHERE type IN (
              'deal.amendment-concluded', 'deal.amendment-rejected')) x
              ON x.deal = p.deal AND (x.data->>'amendment') = (p.data->>'amendment')""",
    ),
    Case(
        "endings",
        "SELECT deal, ended_on, revision, outcome, closed_on FROM endings",
        f"""SELECT e.deal, e.day, e.revision, (c.data->>'outcome'), c.day FROM events e
            LEFT JOIN {of('closed')} c ON c.deal = e.deal WHERE e.type IN (
              'deal.proposal-declined', 'deal.proposal-withdrawn', 'deal.lapsed',
              'deal.signing-refused', 'deal.rescinded', 'deal.terminated',
              'deal.expired')""",
    ),
    Case(
        "notices",
        "SELECT deal, notice, ground, given_on, cure_by, takes_effect_on, cured_on FROM notices",
        f"""SELECT deal, (data->>'notice') AS n, (data->>'ground'), day, (data->>'cureBy'),
              (data->>'takesEffectOn'), (SELECT max(day) FROM {of('breach-cured')} c
                WHERE c.deal = g.deal AND (c.data->>'notice') = n)
            FROM {of('termination-noticed')} g""",
    ),
    Case(
        "flow",
        """SELECT deal, type, field, listing, proposed_on, effective_on FROM flow""",
        f"""SELECT deal, data->'type'->>0, data->'field'->>'national', (data->>'listing'), day,
              (SELECT max(data->>'effectiveOn') FROM {of('became-effective')} e
                WHERE e.deal = p.deal) FROM {of('proposed')} p""",
    ),
    Case(
        "parties in the flow",
        "SELECT deal, party, role, country, since_on, revision FROM flow_parties",
        """SELECT deal, p->>'party', p->>'role', p->>'country', day, revision FROM (
             SELECT deal, day, revision, unnest(from_json(data->'parties', '["JSON"]')) AS p
             FROM events WHERE type = 'deal.proposed'
             UNION ALL SELECT deal, day, revision, data->'party' FROM events
             WHERE type IN ('deal.position-assigned', 'deal.party-acceded'))""",
    ),
    Case(
        "components",
        "SELECT deal, type FROM components",
        f"""SELECT deal, unnest(from_json(data->'type', '["VARCHAR"]')) FROM {of('proposed')}""",
    ),
    Case(
        "where rows stand in the log",
        "SELECT deal, position, revision FROM obligations_logged",
        f"SELECT deal, position, revision FROM {of('obligation-scheduled')}",
    ),
]


@pytest.fixture(scope="module")
def lines_in_sql(ledger, tmp_path_factory):
    file = tmp_path_factory.mktemp("models") / "events.ndjson"
    ledger.run("export", "cloudevents", "--output", file)
    connection = duckdb.connect()
    connection.execute(EVENTS, [str(file)])
    return connection


@pytest.fixture(scope="module")
def models(ledger):
    ledger.run("rebuild")
    return sqlite3.connect(f"file:{ledger.path}/models/current?mode=ro", uri=True)


def in_order(rows):
    return sorted((tuple(row) for row in rows), key=repr)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_table_says_what_the_lines_say(models, lines_in_sql, case):
    theirs = in_order(lines_in_sql.execute(case.theirs).fetchall())
    assert theirs, "there is nothing to compare"
    assert in_order(models.execute(case.ours)) == theirs


def disclosure(canary):
    """The class of the field that a canary was put into: that of the outermost sealed one."""
    if canary.person is not None or not canary.path.startswith("data."):
        return "personal"
    schema = COMMANDS[canary.command]["properties"]["data"]
    for name in canary.path.removeprefix("data.").split("."):
        schema = schema["properties"][name.removesuffix("[]")]
        if schema.get("x-disclosure", "public") != "public":
            return schema["x-disclosure"]
        schema = schema.get("items", schema)
    raise AssertionError(f"{canary} lies in a public field")


def test_a_ministry_s_file_holds_nothing_of_the_parties_or_of_persons(program, tmp_path):
    aviary = Aviary()
    (tmp_path / "sent").mkdir()
    files, _ = planted_files(aviary, tmp_path / "sent")
    ledger = Ledger(program, tmp_path / "ledger")
    ledger.run("init", "--clock", "history", "--origin", "example.org/ministry")
    ledger.run("submit", *files, check=False)

    def found(role):
        ledger.run("rebuild", "--as", role)
        database = sqlite3.connect(f"file:{ledger.path}/models/current?mode=ro", uri=True)
        # The index of words holds no text, and cannot be read.
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_grams%'").fetchall()
        rows = [row for (name,) in tables for row in database.execute(f"SELECT * FROM {name}")]
        return {
            disclosure(aviary.canaries[number]) for number in numbers_in(repr(rows).encode())}

    assert found("ministry") == {"statistical", "authority"}
    assert "parties" in found("officer")
