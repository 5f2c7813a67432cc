"""The tables of the read models against SQL over the raw lines, and against what a ministry may see.

DuckDB reads what `export cloudevents` writes: another program, another language, and no fold. It
sees what is public in the lines. What is not, such as amounts, is held against the command files of
the scenarios.
"""

import json
import sqlite3
from dataclasses import dataclass

import duckdb
import pytest
from canaries import Aviary, numbers_in, planted_files
from conftest import ROOT, SCENARIOS, Ledger

COMMANDS = {path.stem: json.loads(path.read_text()) for path in ROOT.glob("Schemas/commands/*.json")}

# One row for each event of a deal, its type without the version: what everything below is made of.
EVENTS = """
CREATE TABLE events AS
SELECT json, CAST(json->>'id' AS BIGINT) AS position, substr(json->>'subject', 6) AS deal,
  CAST(json->>'revision' AS BIGINT) AS revision, regexp_replace(json->>'type', '[.]v[0-9]+$', '') AS type,
  substr(json->>'occurred', 1, 10) AS day, json->>'actor' AS actor, json->'data' AS data
FROM read_ndjson_objects(?) WHERE json->>'subject' LIKE 'deal/%'
"""

# What reports count by, made of the proposals alone.
SIDES = """
CREATE TABLE rules AS
  SELECT r->>'id' AS rule, r->>'kind' AS kind FROM (
    SELECT unnest(from_json(json->'rules', '["JSON"]')) AS r FROM read_json_objects($rules));
CREATE TABLE types AS
  SELECT deal, unnest(from_json(data->'type', '["VARCHAR"]')) AS type,
    generate_subscripts(from_json(data->'type', '["VARCHAR"]'), 1) AS place
  FROM events WHERE type = 'deal.proposed';
CREATE TABLE members AS
  SELECT deal, place, (p->>'party') AS party, (p->>'country') AS country, (p->>'role') AS role,
    CASE WHEN (p->>'role') IN ('licensor', 'assignor', 'transferor', 'developer', 'service')
        THEN 'gives' WHEN (p->>'role') = 'intermediary' THEN 'between' ELSE 'takes' END AS side
  FROM (
    SELECT deal, unnest(from_json(data->'parties', '["JSON"]')) AS p,
      generate_subscripts(from_json(data->'parties', '["JSON"]'), 1) AS place
    FROM events WHERE type = 'deal.proposed'
    UNION ALL SELECT deal, data->'party', 100 + revision FROM events
    WHERE type IN ('deal.position-assigned', 'deal.party-acceded'));
CREATE TABLE sides AS
  WITH proposed AS (SELECT * FROM members WHERE place < 100 AND side <> 'between'),
    givers AS (
      SELECT deal, arg_min(party, (side <> 'gives')::INT * 100 + place) AS giver,
        arg_min(country, (side <> 'gives')::INT * 100 + place) AS origin
      FROM proposed GROUP BY deal),
    takers AS (
      SELECT deal, arg_min(party, rank) AS taker, arg_min(country, rank) AS goal FROM (
        SELECT deal, party, country, place + CASE WHEN side = 'takes' THEN 0
          WHEN country <> origin THEN 100 ELSE 200 END AS rank
        FROM proposed JOIN givers USING (deal) WHERE party <> giver) GROUP BY deal)
  SELECT deal, giver, origin, taker, goal,
    CASE WHEN goal <> 'CN' THEN goal WHEN origin <> 'CN' THEN origin END AS asean,
    (SELECT t.type FROM types t WHERE t.deal = g.deal AND t.place = 1) AS type,
    coalesce((SELECT arg_min(CASE t.type WHEN 'LICENCE_EXCLUSIVE' THEN 'exclusive'
        WHEN 'LICENCE_SOLE' THEN 'sole' ELSE 'nonexclusive' END, t.place) FROM types t
      WHERE t.deal = g.deal AND t.type LIKE 'LICENCE%'), 'none') AS exclusivity,
    (SELECT arg_min(w.way, t.place) FROM types t JOIN ways w USING (type) WHERE t.deal = g.deal)
      AS channel
  FROM givers g LEFT JOIN takers USING (deal);
CREATE TABLE ends AS
  SELECT deal, type, day, revision, coalesce(data->>'expiredOn', day) AS last FROM events
  WHERE type IN ('deal.proposal-declined', 'deal.proposal-withdrawn', 'deal.lapsed',
    'deal.signing-refused', 'deal.rescinded', 'deal.terminated', 'deal.expired')
"""

CHANNELS = {
    "licence": "LICENCE_EXCLUSIVE LICENCE_SOLE LICENCE_NONEXCLUSIVE OPTION ASSIGNMENT KNOW_HOW",
    "contract R&D": "COMMISSIONED_DEVELOPMENT",
    "collaboration": "JOINT_DEVELOPMENT JOINT_LAB",
    "consultancy": "CONSULTING TECH_SERVICE SERVICE_DATA",
    "spin-off": "SPINOFF_EQUITY",
    "mobility": "TRAINING TALENT_AND_INCUBATION",
}
WAYS = "CREATE TABLE ways AS SELECT * FROM (VALUES " + ", ".join(
    f"('{type}', '{way}')" for way, types in CHANNELS.items() for type in types.split()
) + ") AS w(type, way)"


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
        "what deals are counted as",
        """SELECT deal, from_party, from_country, to_party, to_country, cross_border, exclusivity,
             channel, is_option, is_equity, ended_on FROM flow""",
        """SELECT deal, giver, origin, taker, goal, CAST(origin <> goal AS INT), exclusivity, channel,
             (SELECT count(*) FROM types t WHERE t.deal = s.deal AND t.type = 'OPTION'),
             (SELECT count(*) FROM types t WHERE t.deal = s.deal AND t.type = 'SPINOFF_EQUITY'),
             (SELECT last FROM ends e WHERE e.deal = s.deal) FROM sides s""",
    ),
    Case(
        "what cases are counted as",
        """SELECT deal, case_id, is_due, in_time, late, open, granted_on, screen, direction, country,
             from_country, to_country, licensor_country, type, mode FROM regulatory_cases""",
        f"""WITH filed AS (SELECT deal, (data->>'case') AS c, coalesce(data->>'filedOn', day) AS filed
              FROM {of('regulatory-case-filed')}),
            decided AS (SELECT deal, (data->>'case') AS c, count(*) AS n,
                min(day) FILTER ((data->>'decision') IN ('granted', 'conditional')) AS granted
              FROM {of('regulatory-decision-recorded')} GROUP BY ALL),
            opened AS (SELECT deal, (data->>'case') AS c, (data->>'dueOn') AS due,
                (data->>'rule') AS rule, (data->>'jurisdiction') AS law
              FROM {of('regulatory-case-opened')})
            SELECT deal, c, CAST(due IS NOT NULL AS INT), CAST(coalesce(filed <= due, false) AS INT),
              CAST(coalesce(filed > due, false) AS INT), CAST(filed IS NULL AND n IS NULL AS INT),
              granted, CASE kind WHEN 'GATE_BEFORE_NEGOTIATION' THEN 'letterOfIntent'
                WHEN 'GATE_BEFORE_SIGNATURE' THEN 'approval' WHEN 'LICENCE' THEN 'licence'
                WHEN 'PROHIBIT' THEN 'prohibition' END,
              CASE WHEN law = origin AND law = goal THEN 'domestic' WHEN law = origin THEN 'export'
                WHEN law = goal THEN 'import' END,
              CASE WHEN origin = goal THEN NULL WHEN law = origin THEN goal
                WHEN law = goal THEN origin END, origin, goal,
              (SELECT arg_min(m.country, m.place) FROM members m
                WHERE m.deal = o.deal AND m.place < 100 AND m.role = 'licensor'), type,
              CASE WHEN type = 'ASSIGNMENT' THEN 'patent assignment'
                WHEN type LIKE 'LICENCE%' THEN 'patent licence'
                WHEN type = 'KNOW_HOW' THEN 'know-how licence'
                WHEN type IN ('TECH_SERVICE', 'TRAINING', 'CONSULTING', 'SERVICE_DATA',
                  'TALENT_AND_INCUBATION', 'INTERMEDIARY') THEN 'service' ELSE 'other' END
            FROM opened o LEFT JOIN filed USING (deal, c) LEFT JOIN decided USING (deal, c)
              JOIN sides USING (deal) LEFT JOIN rules USING (rule)""",
    ),
    Case(
        "what payments are counted as",
        """SELECT deal, payer, payment, payee_side, obligation_kind, is_royalty, from_party, to_country,
             type, exclusivity, channel, field, permit_rule FROM payments""",
        f"""SELECT p.deal, (p.data->>'payer'), (p.data->>'payment'), m.side, o.kind,
              CAST(coalesce(o.kind IN ('royaltyReport', 'minimumRoyalty'), false) AS INT), giver, goal,
              s.type, exclusivity, channel,
              (SELECT data->'field'->>'national' FROM {of('proposed')} f WHERE f.deal = p.deal),
              (SELECT max(data->>'rule') FROM {of('regulatory-case-opened')} c WHERE c.deal = p.deal
                AND (c.data->>'rule') LIKE 'VN-LTT-RESTRICTED-%')
            FROM {of('payment-recorded')} p JOIN sides s ON s.deal = p.deal
              LEFT JOIN members m ON m.deal = p.deal AND m.party = (p.data->>'payee')
              LEFT JOIN (SELECT deal, (data->>'obligation') AS o, (data->>'kind') AS kind
                FROM {of('obligation-scheduled')}) o
                ON o.deal = p.deal AND o.o = (p.data->>'obligation')""",
    ),
    Case(
        "how soon royalties were paid",
        """SELECT deal, obligation, period_from, first_paid_on, days_to_pay FROM royalties
           WHERE payments > 0""",
        f"""WITH stated AS (
              SELECT deal, (data->>'obligation') AS o, data->'period'->>'from' AS f, day, revision
              FROM {of('royalty-stated')}),
            counted AS (
              SELECT p.deal, s.o, coalesce(p.data->>'paidOn', p.day) AS paid,
                arg_max(s.f, s.revision) AS f
              FROM {of('payment-recorded')} p JOIN stated s ON s.deal = p.deal
                AND s.o = (p.data->>'obligation') AND s.revision < p.revision
              GROUP BY p.deal, p.revision, s.o, paid)
            SELECT deal, o, f, min(paid), min(paid)::DATE - (SELECT min(day)::DATE FROM stated s
              WHERE s.deal = c.deal AND s.o = c.o AND s.f = c.f)
            FROM counted c GROUP BY deal, o, f""",
    ),
    Case(
        "what is still owed",
        "SELECT deal, obligation, debtor_country, creditor_country, open FROM obligations",
        f"""SELECT deal, (data->>'obligation') AS o,
              (SELECT m.country FROM members m WHERE m.deal = s.deal
                AND m.party = (s.data->>'debtor')),
              (SELECT m.country FROM members m WHERE m.deal = s.deal
                AND m.party = (s.data->>'creditor')),
              CAST(NOT EXISTS (SELECT 1 FROM {of('delivery-accepted')} a
                  WHERE a.deal = s.deal AND (a.data->>'obligation') = o)
                AND NOT EXISTS (SELECT 1 FROM {of('payment-recorded')} p WHERE p.deal = s.deal
                  AND (p.data->>'obligation') = o AND (p.data->>'settles') = 'true')
                AND NOT ((data->>'kind') IN ('royaltyReport', 'auditRight') AND EXISTS (
                  SELECT 1 FROM ends e WHERE e.deal = s.deal AND e.revision > s.revision)) AS INT)
            FROM {of('obligation-scheduled')} s""",
    ),
    Case(
        "negotiations by countries",
        """SELECT deal, type, country_pair, opened_on, agreed_on, days FROM negotiations
           WHERE opened_on IS NOT NULL""",
        f"""WITH opened AS (SELECT deal, min(day) AS opened FROM {of('negotiation-opened')}
              GROUP BY deal),
            agreed AS (SELECT deal, max(day) AS agreed FROM {of('terms-agreed')} GROUP BY deal)
            SELECT deal, type, least(origin, goal) || '-' || greatest(origin, goal), opened, agreed,
              agreed::DATE - opened::DATE
            FROM opened JOIN sides USING (deal) LEFT JOIN agreed USING (deal)""",
    ),
    Case(
        "disputes by countries",
        "SELECT deal, dispute, country, type, ground, outcome, settled_on, awarded_on FROM disputes",
        f"""SELECT deal, (r.data->>'dispute') AS d, asean, s.type,
              (SELECT arg_max(n.data->>'ground', n.revision) FROM {of('termination-noticed')} n
                WHERE n.deal = r.deal),
              CASE WHEN settled IS NOT NULL THEN 'settled' WHEN awarded IS NOT NULL THEN 'awarded'
                END, settled, awarded
            FROM {of('dispute-raised')} r JOIN sides s USING (deal)
              LEFT JOIN (SELECT deal, (data->>'dispute') AS d, day AS settled
                FROM {of('dispute-settled')}) x ON x.deal = r.deal AND x.d = (r.data->>'dispute')
              LEFT JOIN (SELECT deal, (data->>'dispute') AS d, day AS awarded
                FROM {of('award-recorded')}) y ON y.deal = r.deal AND y.d = (r.data->>'dispute')""",
    ),
    Case(
        "endings by countries",
        "SELECT deal, ended_on, from_country, to_country, country, type, days_in_force FROM endings",
        f"""SELECT deal, day, origin, goal, asean, s.type,
              last::DATE - (SELECT max(b.data->>'effectiveOn')::DATE FROM {of('became-effective')} b
                WHERE b.deal = e.deal)
            FROM ends e JOIN sides s USING (deal)""",
    ),
    Case(
        "the funnel",
        """SELECT deal, country, type, initiative, proposed_on, interest_on, nda_on, term_sheet_on,
             negotiation_on, agreed_on, signed_on, effective_on, closed_on FROM funnel""",
        f"""SELECT deal, asean, s.type,
              CASE m.side WHEN 'gives' THEN 'offer' WHEN 'takes' THEN 'demand' ELSE 'match' END,
              p.day,
              (SELECT min(day) FROM {of('interest-expressed')} e WHERE e.deal = p.deal),
              (SELECT arg_min(day, revision) FROM {of('side-agreement-executed')} e
                WHERE e.deal = p.deal AND (e.data->>'kind') = 'NDA'),
              (SELECT min(day) FROM {of('term-sheet-agreed')} e WHERE e.deal = p.deal),
              (SELECT min(day) FROM {of('negotiation-opened')} e WHERE e.deal = p.deal),
              (SELECT min(day) FROM {of('terms-agreed')} e WHERE e.deal = p.deal),
              (SELECT max(e.data->>'signedOn') FROM {of('signed')} e WHERE e.deal = p.deal
                AND EXISTS (SELECT 1 FROM {of('fully-signed')} f WHERE f.deal = p.deal)
                AND NOT EXISTS (SELECT 1 FROM {of('signature-voided')} v
                  WHERE v.deal = p.deal AND v.revision > e.revision)),
              (SELECT max(e.data->>'effectiveOn') FROM {of('became-effective')} e
                WHERE e.deal = p.deal),
              (SELECT max(day) FROM {of('closed')} e WHERE e.deal = p.deal)
            FROM {of('proposed')} p JOIN sides s USING (deal) LEFT JOIN members m
              ON m.deal = p.deal AND m.party = split_part(p.actor, ':', 2) AND m.place < 100""",
    ),
    Case(
        "days from step to step",
        """SELECT deal, days_from_proposed, days_from_interest, days_from_nda, days_from_term_sheet,
             days_from_negotiation, days_from_agreed, days_from_signed, days_from_effective
           FROM funnel""",
        # Of the same table's days: what is checked is the arithmetic.
        """WITH steps AS (SELECT deal, step, place, day::DATE AS day FROM funnel_days),
             waits AS (SELECT a.deal, a.step, arg_min(b.day - a.day, b.place) AS days
               FROM steps a JOIN steps b ON b.deal = a.deal AND b.place > a.place
                 AND b.day >= a.day GROUP BY a.deal, a.step)
           SELECT deal, """
        + ", ".join(
            f"(SELECT days FROM waits w WHERE w.deal = d.deal AND w.step = '{step}_on')"
            for step in ["proposed", "interest", "nda", "term_sheet", "negotiation", "agreed",
                         "signed", "effective"])
        + " FROM (SELECT DISTINCT deal FROM funnel_days) d",
    ),
    Case(
        "clauses against a rule",
        """SELECT deal, rule, kind, stage, offered, agreed, signed_with, removed, exempted,
             first_seen_on, revision FROM clause_checks""",
        # Here only offers name such rules; a rule to look at is never broken.
        f"""WITH changes AS (
              SELECT deal, revision, day, r->>'path' AS path, r->>'op' AS op, r->>'rule' AS rule FROM (
                SELECT deal, revision, day, unnest(from_json(data->'redline', '["JSON"]')) AS r
                FROM {of('terms-offered')})),
            named AS (SELECT deal, rule, kind, min(day) AS seen, min(revision) AS first
              FROM changes JOIN rules USING (rule) WHERE kind LIKE 'CLAUSE_%' GROUP BY ALL),
            bad AS (SELECT *, CASE kind WHEN 'CLAUSE_PROHIBITED' THEN 'add'
                WHEN 'CLAUSE_REQUIRED' THEN 'remove' END AS bad FROM named),
            against AS (
              SELECT n.deal, n.rule, n.kind, n.seen, n.first, o.revision,
                CAST(o.data->>'version' AS INT) AS version,
                n.bad IS NOT NULL AND EXISTS (SELECT 1 FROM (
                    SELECT arg_max(op, c.revision) FILTER (c.revision <= o.revision) AS here,
                      arg_min(op, c.revision) AS begun
                    FROM changes c WHERE c.deal = n.deal AND c.rule = n.rule GROUP BY path)
                  WHERE coalesce(here = n.bad, begun <> n.bad)) AS wrong
              FROM bad n JOIN {of('terms-offered')} o ON o.deal = n.deal),
            agreements AS (
              SELECT deal, revision, CAST(data->>'version' AS INT) AS version FROM {of('terms-agreed')}),
            course AS (
              SELECT w.deal, rule, kind, seen, first, bool_or(wrong) AS offered,
                bool_or(wrong AND EXISTS (FROM agreements a
                  WHERE a.deal = w.deal AND a.version = w.version)) AS agreed,
                bool_or(wrong AND EXISTS (FROM {of('fully-signed')} f WHERE f.deal = w.deal)
                  AND version = (SELECT arg_max(a.version, a.revision) FROM agreements a
                    WHERE a.deal = w.deal)) AS signed,
                bool_or(wrong) AND NOT arg_max(wrong, version) AS removed
              FROM against w GROUP BY ALL)
            SELECT deal, rule, lower(substr(kind, 8)),
              CASE WHEN signed THEN 'signed' WHEN agreed THEN 'agreed' WHEN offered THEN 'offered' END,
              CAST(offered AS INT), CAST(coalesce(agreed, false) AS INT),
              CAST(coalesce(signed, false) AS INT), CAST(removed AS INT),
              CAST(coalesce(signed, false) AND EXISTS (
                SELECT 1 FROM {of('regulatory-case-opened')} o
                  JOIN {of('regulatory-decision-recorded')} d ON d.deal = o.deal
                    AND (d.data->>'case') = (o.data->>'case')
                WHERE o.deal = course.deal AND (o.data->>'rule') = 'PH-S91-92-EXEMPTION'
                  AND (d.data->>'decision') = 'granted') AS INT), seen, first
            FROM course""",
    ),
    Case(
        "deals under a permit of Vietnam",
        """SELECT deal, permit_rule, from_country, to_country, opened_on, obligations, deliveries,
             accepted, rejected, payments, last_paid_on, ended_on FROM deal_performance""",
        f"""SELECT o.deal, max(o.data->>'rule'), origin, goal,
              arg_max(o.day, o.data->>'rule'),
              (SELECT count(*) FROM {of('obligation-scheduled')} x WHERE x.deal = o.deal),
              (SELECT count(*) FROM {of('delivery-recorded')} x WHERE x.deal = o.deal),
              (SELECT count(*) FROM {of('delivery-accepted')} x WHERE x.deal = o.deal),
              (SELECT count(*) FROM {of('delivery-rejected')} x WHERE x.deal = o.deal),
              (SELECT count(*) FROM {of('payment-recorded')} x WHERE x.deal = o.deal),
              (SELECT max(coalesce(x.data->>'paidOn', x.day)) FROM {of('payment-recorded')} x
                WHERE x.deal = o.deal),
              (SELECT last FROM ends e WHERE e.deal = o.deal)
            FROM {of('regulatory-case-opened')} o JOIN sides s ON s.deal = o.deal
            WHERE (o.data->>'rule') LIKE 'VN-LTT-RESTRICTED-%' GROUP BY ALL""",
    ),
]


# What the log itself answers, which only exports have as tables.
EXPORT_CASES = [
    Case(
        "where rows stand in the log",
        "SELECT deal, position, recorded_at, revision FROM obligations_logged",
        f"SELECT deal, position, json->>'time', revision FROM {of('obligation-scheduled')}",
    ),
    Case(
        "who did what",
        """SELECT position, recorded_at, occurred_at, subject, revision, role, party, type, command
           FROM audit_trail WHERE subject LIKE 'deal/%'""",
        """SELECT position, json->>'time', json->>'occurred', json->>'subject', revision,
             split_part(actor, ':', 1), nullif(split_part(actor, ':', 2), ''), json->>'type',
             json->>'commandid'
           FROM events""",
    ),
]


# What is not public, from the command files of the scenarios.
TOLD = """
CREATE TABLE told AS
SELECT row_number() OVER () AS row, json->>'deal' AS deal, json->>'command' AS command,
  substr(json->>'at', 1, 10) AS day, json->'data' AS data FROM read_ndjson_objects(?)
"""

TOLD_CASES = [
    Case(
        "kinds of property and funds",
        "SELECT deal, ip_kind, publicly_funded FROM flow WHERE deal NOT LIKE 'SYN-%'",
        """SELECT deal, coalesce(data->'ipKinds'->>0, 'none'),
             CAST(coalesce(json_array_length(data->'fundingSources'), 0) > 0 AS INT)
           FROM told WHERE command = 'ProposeDeal'""",
    ),
    Case(
        "what is given",
        """SELECT deal, turnover, turnover_currency, payment_mode FROM flow
           WHERE turnover IS NOT NULL AND deal NOT LIKE 'SYN-%'""",
        """SELECT deal, w->'turnover'->>'value', w->'turnover'->>'currency', w->>'payment' FROM (
             SELECT deal, arg_max(data->'consideration', row) AS w FROM told
             WHERE (data->'consideration'->'turnover') IS NOT NULL GROUP BY deal)""",
    ),
    Case(
        "what royalties lack",
        """SELECT deal, obligation, period_from, difference_millionths FROM royalties
           WHERE deal NOT LIKE 'SYN-%'""",
        """WITH stated AS (
             SELECT deal, (data->>'obligation') AS o, data->'period'->>'from' AS f, row,
               CAST(data->'royaltyDue'->>'value' AS DECIMAL(30, 6)) AS due
             FROM told WHERE command = 'SubmitRoyaltyStatement'),
           paid AS (
             SELECT p.row, s.deal, s.o, arg_max(s.f, s.row) AS f,
               CAST(p.data->'amount'->>'value' AS DECIMAL(30, 6))
                 + coalesce(CAST(p.data->'withholdingTax'->>'value' AS DECIMAL(30, 6)), 0) AS given
             FROM told p JOIN stated s ON s.deal = p.deal AND s.o = (p.data->>'obligation')
               AND s.row < p.row WHERE p.command = 'RecordPayment' GROUP BY ALL)
           SELECT deal, o, f, CAST((arg_max(due, row) - coalesce((SELECT sum(given) FROM paid p
             WHERE p.deal = s.deal AND p.o = s.o AND p.f = s.f), 0)) * 1000000 AS BIGINT)
           FROM stated s GROUP BY deal, o, f""",
    ),
    Case(
        "research that a country paid for",
        """SELECT deal, funding_country, owner, owner_kind, performed_in_time, performed_late
           FROM utilisation WHERE deal NOT LIKE 'SYN-%'""",
        """WITH funded AS (
             SELECT deal, data->'fundingSources'->>0 AS fund, data->'parties'->0->>'party' AS owner,
               data->'parties'->0->>'kind' AS kind FROM told
             WHERE command = 'ProposeDeal' AND (data->'fundingSources'->>0) IN ('TH', 'PH')),
           done AS (
             SELECT s.deal, coalesce(d.data->>'deliveredOn', d.day) <= (s.data->>'dueOn') AS good
             FROM told s JOIN told d ON d.deal = s.deal AND d.command = 'RecordDelivery'
               AND (d.data->>'obligation') = (s.data->>'obligation')
             WHERE s.command = 'ScheduleObligation' AND (s.data->>'dueOn') IS NOT NULL)
           SELECT deal, fund, owner, kind, count(*) FILTER (good), count(*) FILTER (NOT good)
           FROM funded LEFT JOIN done USING (deal) GROUP BY ALL""",
    ),
]


@pytest.fixture(scope="module")
def ledger(program, tmp_path_factory):
    """Invented deals, and those of the scenarios beside them."""
    ledger = Ledger(program, tmp_path_factory.mktemp("models") / "ledger")
    ledger.run("demo", "--deals", 120, "--seed", 11)
    ledger.run("submit", *SCENARIOS)
    return ledger


@pytest.fixture(scope="module")
def lines_in_sql(ledger, models, tmp_path_factory):
    file = tmp_path_factory.mktemp("models") / "events.ndjson"
    ledger.run("export", "cloudevents", "--output", file)
    connection = duckdb.connect()
    connection.execute(EVENTS, [str(file)])
    connection.execute(WAYS)
    for statement in SIDES.split(";"):
        named = {"rules": str(ROOT / "Schemas/domain/rules.json")} if "$rules" in statement else None
        connection.execute(statement, named)
    steps = "proposed interest nda term_sheet negotiation agreed signed effective closed".split()
    connection.execute("CREATE TABLE funnel_days (deal TEXT, step TEXT, place INT, day TEXT)")
    for place, step in enumerate(steps):
        for deal, day in models.execute(f"SELECT deal, {step}_on FROM funnel"):
            connection.execute(
                "INSERT INTO funnel_days VALUES (?, ?, ?, ?)", [deal, f"{step}_on", place, day])
    return connection


@pytest.fixture(scope="module")
def commands_in_sql():
    connection = duckdb.connect()
    connection.execute(TOLD, [[str(path) for path in SCENARIOS]])
    return connection


def opened(ledger, *options):
    """The read models made for some reader; what was opened before stays readable."""
    ledger.run("rebuild", *options)
    return sqlite3.connect(f"file:{ledger.path}/models/current?mode=ro", uri=True)


@pytest.fixture(scope="module")
def models(ledger):
    models = opened(ledger)
    # Opens the file now, before it is made anew for another reader.
    models.execute("SELECT count(*) FROM deals").fetchone()
    return models


@pytest.fixture(scope="module")
def officers_models(ledger, models):
    return opened(ledger, "--as", "officer")


@pytest.fixture(scope="module")
def exported(ledger, models, tmp_path_factory):
    file = tmp_path_factory.mktemp("exported") / "models.sqlite"
    ledger.run("export", "sqlite", "--output", file)
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True)


def in_order(rows):
    return sorted((tuple(row) for row in rows), key=repr)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_table_says_what_the_lines_say(models, lines_in_sql, case):
    theirs = in_order(lines_in_sql.execute(case.theirs).fetchall())
    assert theirs, "there is nothing to compare"
    assert in_order(models.execute(case.ours)) == theirs


@pytest.mark.parametrize("case", EXPORT_CASES, ids=lambda case: case.name)
def test_a_table_of_an_export_says_what_the_lines_say(exported, lines_in_sql, case):
    theirs = in_order(lines_in_sql.execute(case.theirs).fetchall())
    assert theirs, "there is nothing to compare"
    assert in_order(exported.execute(case.ours)) == theirs


@pytest.mark.parametrize("case", TOLD_CASES, ids=lambda case: case.name)
def test_a_table_says_what_the_commands_say(officers_models, commands_in_sql, case):
    theirs = in_order(commands_in_sql.execute(case.theirs).fetchall())
    assert theirs, "there is nothing to compare"
    assert in_order(officers_models.execute(case.ours)) == theirs


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
