"""What a ledger's reports should say, in SQL over its lines: no read model, no fold, no definition.

The lines are opened by `vault.py` and read by DuckDB. What a report means is written here once more,
from Schemas/domain and docs/read-models.md.
"""

import json
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import duckdb
from conftest import ROOT
from vault import Log


def opened(log):
    """Every event with what its line seals, as far as the keys at hand open it."""
    for position, event in enumerate(log.events):
        found = iter(log.disclosures(position))

        def filled(value):
            if isinstance(value, list):
                return [filled(element) for element in value]
            if not isinstance(value, dict):
                return value
            whole = {}
            for name, member in value.items():
                if name != "_sd":
                    whole[name] = filled(member)
                    continue
                for disclosure in (next(found) for _ in member):
                    if disclosure and disclosure[2] is not None:
                        whole[disclosure[1]] = disclosure[2]
            return whole

        yield {**event, "data": filled(event["data"])}


TABLES = [
    """CREATE TABLE lines AS
    SELECT CAST(json->>'id' AS BIGINT) AS position, json->>'subject' AS subject,
      split_part(json->>'subject', '/', 1) AS stream, split_part(json->>'subject', '/', 2) AS name,
      CAST(json->>'revision' AS BIGINT) AS revision,
      regexp_replace(json->>'type', '[.]v[0-9]+$', '') AS type,
      substr(json->>'occurred', 1, 10) AS day, json->>'actor' AS actor, json->'data' AS data
    FROM read_ndjson_objects($events)""",
    """CREATE TABLE events AS SELECT * REPLACE (substr(type, 6) AS type), name AS deal FROM lines
    WHERE stream = 'deal'""",
    """CREATE TABLE rules AS SELECT r->>'id' AS rule, r->>'kind' AS kind FROM (
      SELECT unnest(from_json(json->'rules', '["JSON"]')) AS r FROM read_json_objects($rules))""",
    # The table of agreement types in the domain's description, with the channels of surveys.
    """CREATE TABLE kinds AS SELECT * FROM (VALUES
      ('ASSIGNMENT', 'transfer', 'licence', 'patent assignment', NULL),
      ('LICENCE_EXCLUSIVE', 'licence', 'licence', 'patent licence', 'exclusive'),
      ('LICENCE_SOLE', 'licence', 'licence', 'patent licence', 'sole'),
      ('LICENCE_NONEXCLUSIVE', 'licence', 'licence', 'patent licence', 'nonexclusive'),
      ('OPTION', NULL, 'licence', 'other', NULL),
      ('KNOW_HOW', 'transfer', 'licence', 'know-how licence', NULL),
      ('JOINT_DEVELOPMENT', 'development', 'collaboration', 'other', NULL),
      ('COMMISSIONED_DEVELOPMENT', 'development', 'contract R&D', 'other', NULL),
      ('TECH_SERVICE', 'service', 'consultancy', 'service', NULL),
      ('CONSULTING', 'consulting', 'consultancy', 'service', NULL),
      ('TRAINING', 'service', 'mobility', 'service', NULL),
      ('INTERMEDIARY', 'service', NULL, 'service', NULL),
      ('MTA', NULL, NULL, 'other', NULL),
      ('JOINT_LAB', 'development', 'collaboration', 'other', NULL),
      ('DEMO_PARK', NULL, NULL, 'other', NULL),
      ('TALENT_AND_INCUBATION', 'service', 'mobility', 'service', NULL),
      ('SPINOFF_EQUITY', 'transfer', 'spin-off', 'other', NULL),
      ('SERVICE_DATA', 'service', 'consultancy', 'service', NULL))
      AS k(type, contract, channel, mode, exclusivity)""",
    """CREATE TABLE types AS SELECT deal, place, type, contract, channel, mode, exclusivity FROM (
      SELECT deal, unnest(from_json(data->'type', '["VARCHAR"]')) AS type,
        generate_subscripts(from_json(data->'type', '["VARCHAR"]'), 1) AS place
      FROM events WHERE type = 'proposed') JOIN kinds USING (type)""",
    """CREATE TABLE members AS
    SELECT deal, place, p->>'party' AS party, p->>'country' AS country, p->>'role' AS role,
      p->>'kind' AS kind, p->>'size' AS size,
      CASE WHEN (p->>'role') IN ('licensor', 'assignor', 'transferor', 'developer', 'service')
        THEN 'gives' WHEN (p->>'role') = 'intermediary' THEN 'between' ELSE 'takes' END AS side
    FROM (SELECT deal, unnest(from_json(data->'parties', '["JSON"]')) AS p,
        generate_subscripts(from_json(data->'parties', '["JSON"]'), 1) AS place
      FROM events WHERE type = 'proposed'
      UNION ALL SELECT deal, data->'party', 100 + revision FROM events
      WHERE type IN ('position-assigned', 'party-acceded'))""",
    # Technology flows from the first who gives to the first who takes; else across a border.
    """CREATE TABLE sides AS
    WITH own AS (SELECT * FROM members WHERE place < 100 AND side <> 'between'),
      givers AS (SELECT deal, min_by(own, (side <> 'gives')::INT * 100 + place) AS f
        FROM own GROUP BY deal),
      takers AS (SELECT deal, min_by(t, t.place + CASE WHEN t.side = 'takes' THEN 0
          WHEN t.country <> f.country THEN 100 ELSE 200 END) AS t
        FROM own t JOIN givers USING (deal) WHERE t.party <> f.party GROUP BY deal)
    SELECT deal, f.party AS giver, f.country AS origin, f.kind AS seller_kind, t.party AS taker,
      t.country AS goal, t.kind AS buyer_kind, t.size AS buyer_size,
      CASE WHEN t.country <> 'CN' THEN t.country WHEN f.country <> 'CN' THEN f.country END AS asean,
      least(f.country, t.country) || '-' || greatest(f.country, t.country) AS pair
    FROM givers LEFT JOIN takers USING (deal)""",
    """CREATE TABLE deals AS
    SELECT p.deal, p.day AS proposed, s.* EXCLUDE (deal),
      (SELECT type FROM types t WHERE t.deal = p.deal AND place = 1) AS type,
      (SELECT mode FROM types t WHERE t.deal = p.deal AND place = 1) AS mode,
      (SELECT min_by(contract, place) FROM types t WHERE t.deal = p.deal AND contract IS NOT NULL)
        AS contract,
      (SELECT min_by(channel, place) FROM types t WHERE t.deal = p.deal AND channel IS NOT NULL)
        AS channel,
      coalesce((SELECT min_by(exclusivity, place) FROM types t
        WHERE t.deal = p.deal AND exclusivity IS NOT NULL), 'none') AS exclusivity,
      EXISTS (FROM types t WHERE t.deal = p.deal AND t.type = 'OPTION') AS is_option,
      EXISTS (FROM types t WHERE t.deal = p.deal AND t.type = 'SPINOFF_EQUITY') AS is_equity,
      data->'field'->>'national' AS field, coalesce(data->'ipKinds'->>0, 'none') AS ip,
      coalesce(json_array_length(data->'fundingSources'), 0) > 0 AS is_public,
      (SELECT first(f) FROM (SELECT unnest(from_json(data->'fundingSources', '["VARCHAR"]')) AS f)
        WHERE regexp_matches(f, '^[A-Z]{2}$')) AS fund,
      data->>'programme' AS programme, data->>'programmeLevel' AS level,
      data->>'fundingAgency' AS agency, data->>'source' AS source,
      CASE WHEN data->'industry' IS NOT NULL
        THEN concat(data->'industry'->>'scheme', ':', data->'industry'->>'code') END AS industry,
      coalesce((SELECT CASE side WHEN 'gives' THEN 'offer' WHEN 'takes' THEN 'demand' END
        FROM members m WHERE m.deal = p.deal AND m.place < 100
          AND m.party = split_part(p.actor, ':', 2)), 'match') AS initiative
    FROM events p LEFT JOIN sides s ON s.deal = p.deal WHERE p.type = 'proposed'""",
    # What is given: of the version agreed on and not given up again, else of the newest.
    """CREATE TABLE worth AS
    WITH agreed AS (SELECT deal, max_by(CASE type WHEN 'terms-agreed'
          THEN CAST(data->>'version' AS INT) ELSE 1000000 END, position) AS version FROM events
        WHERE type IN ('terms-agreed', 'negotiation-reopened', 'approval-refused') GROUP BY deal),
      told AS (SELECT o.deal, max_by(data->'consideration', position) AS w FROM events o
        LEFT JOIN agreed a ON a.deal = o.deal
        WHERE type = 'terms-offered' AND json_type(data->'consideration') = 'OBJECT'
          AND CAST(data->>'version' AS INT) <= coalesce(a.version, 1000000) GROUP BY o.deal)
    SELECT deal, CAST(w->'turnover'->>'value' AS DECIMAL(38, 6)) AS turnover,
      w->'turnover'->>'currency' AS turnover_in,
      CAST(w->'technologyValue'->>'value' AS DECIMAL(38, 6)) AS technology,
      w->'technologyValue'->>'currency' AS technology_in, w->>'payment' AS payment_mode,
      w->>'royaltyBand' AS royalty_band, CAST(w->>'termYears' AS INT) AS term,
      CASE WHEN turnover_in <> 'CNY' THEN NULL WHEN turnover >= 1e8 THEN '100m and more'
        WHEN turnover >= 1e7 THEN '10m to 100m' ELSE 'below 10m' END AS band FROM told""",
    """CREATE TABLE cases AS
    SELECT o.deal, o.data->>'case' AS case_id, o.data->>'rule' AS rule, r.kind,
      o.data->>'jurisdiction' AS law, o.day AS opened, o.data->>'dueOn' AS due,
      o.data->'catalogue'->>'date' AS catalogue, o.data->'catalogue'->>'item' AS item,
      (SELECT any_value(coalesce(f.data->>'filedOn', f.day)) FROM events f WHERE f.deal = o.deal
        AND f.type = 'regulatory-case-filed' AND (f.data->>'case') = (o.data->>'case')) AS filed,
      (SELECT min_by(m.kind, -m.place) FROM members m WHERE m.deal = o.deal
        AND m.party = (o.data->>'dutyHolder')) AS holder_kind, d.*
    FROM events o LEFT JOIN rules r ON r.rule = (o.data->>'rule') LEFT JOIN LATERAL (
      SELECT count(*) AS decisions, min(day) AS decided,
        min_by(day, revision) FILTER ((data->>'decision') IN ('granted', 'conditional')) AS granted,
        max_by(data->>'decision', revision) AS decision,
        max_by(data, revision)->>'certificateKind' AS certificate,
        max_by(data, revision)->>'exemptionGround' AS ground
      FROM events e WHERE e.deal = o.deal AND e.type = 'regulatory-decision-recorded'
        AND (e.data->>'case') = (o.data->>'case')) d ON true
    WHERE o.type = 'regulatory-case-opened'""",
    """CREATE TABLE registered AS
    SELECT d.*, w.* EXCLUDE (deal), r.day FROM deals d LEFT JOIN worth w USING (deal) JOIN (
      SELECT deal, min(granted) AS day FROM cases WHERE kind IN ('REGISTER', 'RECORD')
      GROUP BY deal) r USING (deal) WHERE r.day IS NOT NULL""",
    """CREATE TABLE ends AS
    SELECT deal, type, day, revision, coalesce(data->>'expiredOn', day) AS last FROM events
    WHERE type IN ('proposal-declined', 'proposal-withdrawn', 'lapsed', 'signing-refused',
      'rescinded', 'terminated', 'expired')""",
    """CREATE TABLE milestones AS
    SELECT deal, max(data->>'effectiveOn') FILTER (type = 'became-effective') AS effective,
      CASE WHEN bool_or(type = 'fully-signed') THEN (
        SELECT max(s.data->>'signedOn') FROM events s WHERE s.deal = e.deal AND s.type = 'signed'
          AND NOT EXISTS (FROM events v WHERE v.deal = s.deal AND v.type = 'signature-voided'
            AND (v.data->>'party') = (s.data->>'party') AND v.revision > s.revision)) END AS signed,
      min(day) FILTER (type = 'interest-expressed') AS interest,
      min(day) FILTER (type = 'side-agreement-executed' AND (data->>'kind') = 'NDA') AS nda,
      min(day) FILTER (type = 'term-sheet-agreed') AS term_sheet,
      min(day) FILTER (type = 'negotiation-opened') AS negotiation,
      min(day) FILTER (type = 'terms-agreed') AS agreed,
      max_by(day, revision) FILTER (type = 'terms-agreed') AS agreed_last,
      max(day) FILTER (type = 'closed') AS closed FROM events e GROUP BY deal""",
    """CREATE TABLE owed AS
    SELECT s.deal, s.data->>'obligation' AS obligation, s.data->>'kind' AS kind,
      s.data->>'debtor' AS debtor, s.day AS scheduled, s.data->>'dueOn' AS due,
      s.data->>'recurrence' AS recurrence, s.revision, x.*,
      accepted IS NOT NULL OR settled IS NOT NULL AS is_done,
      CASE WHEN accepted IS NOT NULL THEN delivered ELSE settled END AS done,
      NOT is_done AND NOT ((s.data->>'kind') IN ('royaltyReport', 'auditRight')
        AND EXISTS (FROM ends n WHERE n.deal = s.deal AND n.revision > s.revision)) AS is_open
    FROM events s LEFT JOIN LATERAL (
      SELECT count(*) FILTER (type = 'delivery-recorded') AS deliveries,
        count(*) FILTER (type = 'delivery-accepted') AS acceptances,
        count(*) FILTER (type = 'delivery-rejected') AS rejections,
        max(day) FILTER (type = 'delivery-accepted') AS accepted,
        max(day) FILTER (type = 'delivery-rejected') AS rejected,
        max_by(coalesce(data->>'deliveredOn', day), revision) FILTER (type = 'delivery-recorded')
          AS delivered,
        min(coalesce(data->>'paidOn', day)) FILTER (type = 'payment-recorded'
          AND (data->>'settles') = 'true') AS settled
      FROM events e WHERE e.deal = s.deal AND (e.data->>'obligation') = (s.data->>'obligation')
        AND e.revision > s.revision) x ON true WHERE s.type = 'obligation-scheduled'""",
    """CREATE TABLE permits AS SELECT deal, max(rule) AS rule, max_by(opened, rule) AS opened
    FROM cases WHERE rule LIKE 'VN-LTT-RESTRICTED-%' GROUP BY deal""",
    """CREATE TABLE payments AS
    SELECT d.*, p.data->>'payer' AS payer, coalesce(p.data->>'paidOn', p.day) AS day,
      p.data->>'obligation' AS obligation, p.revision,
      CAST(p.data->'amount'->>'value' AS DECIMAL(38, 6)) AS amount,
      p.data->'amount'->>'currency' AS amount_in,
      CAST(p.data->'withholdingTax'->>'value' AS DECIMAL(38, 6)) AS withheld,
      p.data->'withholdingTax'->>'currency' AS withheld_in,
      (SELECT any_value(side) FROM members m WHERE m.deal = p.deal
        AND m.party = (p.data->>'payee')) AS payee_side,
      (SELECT kind FROM owed o WHERE o.deal = p.deal AND o.obligation = (p.data->>'obligation'))
        IN ('royaltyReport', 'minimumRoyalty') AS is_royalty,
      (SELECT rule FROM permits v WHERE v.deal = p.deal) AS permit
    FROM events p JOIN deals d ON d.deal = p.deal WHERE p.type = 'payment-recorded'""",
    # A payment counts for the period that was last stated before it.
    """CREATE TABLE royalties AS
    WITH said AS (SELECT deal, data->>'obligation' AS obligation, data->'period'->>'from' AS f,
        data->'period'->>'to' AS t, revision, day,
        CAST(data->'royaltyDue'->>'value' AS DECIMAL(38, 6)) AS due,
        data->'royaltyDue'->>'currency' AS cur FROM events WHERE type = 'royalty-stated'),
      stated AS (SELECT deal, obligation, f, t, max_by(due, revision) AS stated,
        max_by(cur, revision) AS cur FROM said GROUP BY ALL),
      made AS (SELECT p.deal, p.revision, p.obligation, p.day, p.amount, p.amount_in, p.withheld,
          p.withheld_in, max_by(s.f, s.revision) AS f, max_by(s.t, s.revision) AS t
        FROM payments p JOIN said s ON s.deal = p.deal AND s.obligation = p.obligation
          AND s.revision < p.revision GROUP BY ALL),
      looked AS (SELECT a.deal, a.data->>'audit' AS audit, max_by(struct_pack(o := s.obligation,
          f := s.f, t := s.t), s.t) AS at FROM events a JOIN stated s ON s.deal = a.deal
          AND s.f <= (a.data->'period'->>'to') AND s.t >= (a.data->'period'->>'from')
        WHERE a.type = 'audit-opened' GROUP BY ALL),
      found AS (SELECT l.deal, l.at.o AS obligation, l.at.f AS f, l.at.t AS t,
          CASE (x.data->>'kind') WHEN 'overpayment' THEN -1 ELSE 1 END
            * CAST(x.data->'amount'->>'value' AS DECIMAL(38, 6)) AS amount,
          x.data->'amount'->>'currency' AS cur
        FROM looked l JOIN events x ON x.deal = l.deal AND x.type = 'audit-finding-recorded'
          AND (x.data->>'audit') = l.audit)
    SELECT s.*, coalesce(p.paid, 0) AS paid, coalesce(p.withheld, 0) AS withheld,
      CASE WHEN NOT coalesce(p.mixed, false)
        THEN s.stated - coalesce(p.paid, 0) - coalesce(p.withheld, 0) END AS difference,
      x.audited, p.first::DATE - o.due::DATE AS late
    FROM stated s LEFT JOIN (
        SELECT m.deal, m.obligation, m.f, m.t, sum(amount) FILTER (amount_in = cur) AS paid,
          sum(withheld) FILTER (withheld_in = cur) AS withheld, min(day) AS first,
          bool_or(amount_in <> cur OR coalesce(withheld_in <> cur, false)) AS mixed
        FROM made m JOIN stated USING (deal, obligation, f, t) GROUP BY ALL) p
        USING (deal, obligation, f, t)
      LEFT JOIN (SELECT deal, obligation, f, t, cur, sum(amount) AS audited FROM found
        WHERE amount IS NOT NULL GROUP BY ALL) x USING (deal, obligation, f, t, cur)
      LEFT JOIN owed o ON o.deal = s.deal AND o.obligation = s.obligation
        AND o.recurrence IS NULL""",
    """CREATE TABLE disputes AS
    SELECT r.deal, d.asean, r.day, CAST(r.data->'amount'->>'value' AS DECIMAL(38, 6)) AS amount,
      r.data->'amount'->>'currency' AS amount_in,
      (SELECT max_by(n.data->>'ground', n.revision) FROM events n WHERE n.deal = r.deal
        AND n.type = 'termination-noticed') AS ground, x.*,
      CASE WHEN awarded IS NOT NULL THEN 'awarded' WHEN settled IS NOT NULL THEN 'settled' END
        AS outcome
    FROM events r JOIN deals d ON d.deal = r.deal LEFT JOIN LATERAL (
      SELECT max_by(data->>'tier', revision) FILTER (type = 'dispute-escalated') AS tier,
        max(day) FILTER (type = 'dispute-settled') AS settled,
        max(day) FILTER (type = 'award-recorded') AS awarded
      FROM events e WHERE e.deal = r.deal AND (e.data->>'dispute') = (r.data->>'dispute')) x ON true
    WHERE r.type = 'dispute-raised'""",
    """CREATE TABLE terminations AS
    SELECT e.deal, e.day, d.asean, (SELECT max_by(n.data->>'ground', n.revision) FROM events n
      WHERE n.deal = e.deal AND n.type = 'termination-noticed'
        AND (n.data->>'takesEffectOn') <= e.day AND coalesce((n.data->>'cureBy') < e.day, true)
        AND NOT EXISTS (FROM events c WHERE c.deal = n.deal AND c.type = 'breach-cured'
          AND (c.data->>'notice') = (n.data->>'notice'))) AS ground
    FROM events e JOIN deals d ON d.deal = e.deal WHERE e.type = 'terminated'""",
    """CREATE TABLE utilised AS
    SELECT d.*, m.effective, filed, CASE WHEN filed IS NOT NULL THEN filed <= due END AS in_time,
      (SELECT CASE WHEN count(*) > 0 THEN bool_and(done <= due) END FROM owed o
        WHERE o.deal = d.deal AND due IS NOT NULL AND done IS NOT NULL) AS is_planned
    FROM deals d JOIN milestones m USING (deal) LEFT JOIN (
      SELECT deal, min_by(filed, case_id) AS filed, min_by(due, case_id) AS due FROM cases
      WHERE rule = 'TH-TRIUP' GROUP BY deal) c USING (deal) WHERE fund IN ('TH', 'PH')""",
    # Clauses: whether the terms stood against a rule, step by step, at any place that it names.
    """CREATE TABLE steps AS
    SELECT deal, revision, day, 'version' AS kind, CAST(data->>'version' AS INT) AS version,
      NULL AS amendment, data->'redline' AS redline FROM events WHERE type = 'terms-offered'
    UNION ALL SELECT deal, revision, day, 'amendment', NULL, data->>'amendment', data->'redline'
    FROM events p WHERE type = 'amendment-proposed' AND NOT EXISTS (FROM events r
      WHERE r.deal = p.deal AND r.type = 'amendment-rejected'
        AND (r.data->>'amendment') = (p.data->>'amendment'))""",
    """CREATE TABLE changes AS SELECT deal, revision, r->>'path' AS path, r->>'op' AS op,
      r->>'rule' AS rule FROM (SELECT deal, revision,
        unnest(from_json(redline, '["JSON"]')) AS r FROM steps) WHERE (r->>'rule') IS NOT NULL""",
    """CREATE TABLE clauses AS
    WITH named AS (SELECT deal, rule, r.kind, min(revision) AS first, count(DISTINCT path) AS paths
        FROM changes JOIN rules r USING (rule) WHERE r.kind LIKE 'CLAUSE_%' GROUP BY ALL),
      against AS (SELECT n.deal, n.rule, s.revision, s.kind, s.version, s.amendment,
          n.kind <> 'CLAUSE_CHECK' AND EXISTS (FROM (SELECT path, coalesce(
                max_by(op, c.revision) FILTER (c.revision <= s.revision),
                CASE WHEN min_by(op, c.revision) = CASE n.kind WHEN 'CLAUSE_PROHIBITED' THEN 'add'
                  ELSE 'remove' END THEN 'right' ELSE 'wrong' END) AS op
              FROM changes c WHERE c.deal = n.deal AND c.rule = n.rule GROUP BY path) p
            WHERE p.op = 'wrong' OR p.op = CASE n.kind WHEN 'CLAUSE_PROHIBITED' THEN 'add'
              WHEN 'CLAUSE_REQUIRED' THEN 'remove' END) AS wrong
        FROM named n JOIN steps s ON s.deal = n.deal),
      course AS (SELECT n.deal, n.rule, n.first, bool_or(wrong) AS offered,
          bool_or(wrong AND (kind2 AND EXISTS (FROM events e WHERE e.deal = n.deal
              AND e.type = 'terms-agreed' AND CAST(e.data->>'version' AS INT) = version)
            OR amendment IN (SELECT e.data->>'amendment' FROM events e WHERE e.deal = n.deal
              AND e.type = 'amendment-concluded'))) AS agreed,
          bool_or(wrong AND (kind2 AND m.signed IS NOT NULL AND version = (
              SELECT max_by(CAST(e.data->>'version' AS INT), e.revision) FROM events e
              WHERE e.deal = n.deal AND e.type = 'terms-agreed')
            OR amendment IN (SELECT e.data->>'amendment' FROM events e WHERE e.deal = n.deal
              AND e.type = 'amendment-concluded'))) AS signed_with,
          bool_or(wrong AND kind2) AND NOT max_by(wrong, version) FILTER (kind2) AS removed
        FROM named n JOIN (SELECT *, kind = 'version' AS kind2 FROM against) a USING (deal, rule)
          JOIN milestones m ON m.deal = n.deal GROUP BY ALL)
    SELECT c.*, (SELECT day FROM events e WHERE e.deal = c.deal AND e.revision = c.first) AS day,
      CASE WHEN signed_with THEN 'signed' WHEN agreed THEN 'agreed' WHEN offered THEN 'offered' END
        AS stage,
      signed_with AND rule LIKE 'PH-%' AND EXISTS (FROM cases x WHERE x.deal = c.deal
        AND x.rule = 'PH-S91-92-EXEMPTION' AND granted IS NOT NULL) AS exempted FROM course c""",
    # The network: what is told of a thing later stands in lines of its own.
    """CREATE TABLE memberships AS
    SELECT data->>'member' AS member, data->>'country' AS country, data->>'kind' AS kind,
      data->>'joinedOn' AS joined, coalesce(data->>'synthetic', 'false') = 'true' AS synthetic,
      data->>'source' AS source, (SELECT min(l.data->>'leftOn') FROM lines l
        WHERE l.subject = j.subject AND l.type = 'network.member-left' AND l.revision > j.revision)
        AS "left" FROM lines j WHERE type = 'network.member-joined'""",
    """CREATE TABLE mechanisms AS
    SELECT data->>'country' AS country, data->>'kind' AS kind, data->>'establishedOn' AS since,
      coalesce(data->>'synthetic', 'false') = 'true' AS synthetic, data->>'source' AS source,
      (SELECT min(l.data->>'endedOn') FROM lines l WHERE l.subject = j.subject
        AND l.type = 'network.mechanism-ended') AS until
    FROM lines j WHERE type = 'network.mechanism-established'""",
    """CREATE TABLE facilities AS
    SELECT f.*, f.d->>'country' AS country, f.d->>'level' AS level, f.d->>'kind' AS kind,
      f.d->>'sector' AS sector, f.d->>'source' AS source,
      coalesce(f.d->>'synthetic', 'false') = 'true' AS synthetic,
      CAST(f.d->'equipmentValue'->>'value' AS DECIMAL(38, 6)) AS equipment,
      f.d->'equipmentValue'->>'currency' AS equipment_in
    FROM (SELECT subject, max_by(data, revision) FILTER (type <> 'network.facility-closed') AS d,
        min(data->>'on') FILTER (type = 'network.facility-planned') AS planned,
        min(data->>'on') FILTER (type = 'network.facility-opened') AS opened,
        min(data->>'on') FILTER (type = 'network.facility-closed') AS closed
      FROM lines WHERE type LIKE 'network.facility-%' GROUP BY subject) f""",
    """CREATE TABLE gatherings AS
    SELECT data->>'kind' AS kind, data->>'country' AS country, data->>'from' AS since,
      data->>'to' AS until, CAST(data->>'edition' AS INT) AS edition,
      CAST(data->>'projects' AS INT) AS projects, CAST(data->>'enterprises' AS INT) AS enterprises,
      CAST(data->>'agreements' AS INT) AS agreements, data->>'source' AS source,
      coalesce(data->>'synthetic', 'false') = 'true' AS synthetic
    FROM lines WHERE type = 'network.gathering-held'""",
    """CREATE TABLE trainings AS
    SELECT data->>'homeCountry' AS home, data->>'hostCountry' AS host,
      data->>'programme' AS programme, data->>'sector' AS sector, data->>'facility' AS facility,
      data->>'to' AS day, CAST(data->>'persons' AS INT) AS persons,
      CAST(data->>'placements' AS INT) AS placements, CAST(data->>'days' AS INT) AS days,
      CAST(data->>'startups' AS INT) AS startups,
      coalesce(data->>'synthetic', 'false') = 'true' AS synthetic
    FROM lines WHERE type = 'network.training-held'""",
    """CREATE TABLE indicators AS
    SELECT i, ind, t AS day, CAST(d->>'value' AS DECIMAL(38, 6)) AS value,
      CAST(d->'amount'->>'value' AS DECIMAL(38, 6)) AS amount, d->'amount'->>'currency' AS amount_in
    FROM (SELECT data->>'institution' AS i, data->>'indicator' AS ind, data->>'from' AS f,
        data->>'to' AS t, max_by(data, position) AS d FROM lines
      WHERE type = 'network.indicator-recorded' GROUP BY ALL)""",
]
"""Made of the lines in this order."""


def read(ledger, folder):
    """A database of what the lines say."""
    file = folder / "opened.ndjson"
    with open(file, "w") as out:
        for event in opened(Log(ledger.path / "log", ledger.path / "keys")):
            out.write(json.dumps(event) + "\n")
    database = duckdb.connect()
    database.execute("SET threads = 1")
    named = {"$events": str(file), "$rules": str(ROOT / "Schemas/domain/rules.json")}
    for table in TABLES:
        # In DuckDB arrows bind more loosely than comparisons.
        table = re.sub(r"[\w.]+(?:->>?(?:'\w+'|\d))+", r"(\g<0>)", table)
        given = {key[1:]: value for key, value in named.items() if key in table}
        database.execute(table, given or None)
    return database


@dataclass
class Part:
    """Rows of one table, with an expression for each dimension and measure.

    `period` is the expression of the day that puts a row into a period; none where each row counts.
    """

    table: str
    by: dict
    where: str = "true"
    period: str = None
    counts: dict = field(default_factory=dict)
    sums: dict = field(default_factory=dict)
    """The expression, and that of the currency; an empty text for a number without one."""
    medians: dict = field(default_factory=dict)
    p90: dict = field(default_factory=dict)
    distinct: dict = field(default_factory=dict)

    def facts(self, dimensions):
        """One row for each figure that a row counts in."""
        found = []
        when = f" AND {self.period} BETWEEN $from AND least($to, $on)" if self.period else ""
        keys = ", ".join(f"CAST({self.by.get(name, 'NULL')} AS VARCHAR) AS d{place}"
                         for place, name in enumerate(dimensions))
        keys += ", " if dimensions else ""

        def add(name, how, number, currency="''", thing="NULL", where="true"):
            found.append(
                f"SELECT {keys}'{name}' AS measure, '{how}' AS how, {currency} AS currency,"
                f" CAST({number} AS DECIMAL(38, 6)) AS number, CAST({thing} AS VARCHAR) AS thing"
                f" FROM {self.table} WHERE ({self.where}) AND ({where}){when}")

        for name, where in self.counts.items():
            add(name, "count", 1, where=where)
        for name, (number, currency, *where) in self.sums.items():
            add(name, "sum", number, currency, where=" AND ".join([f"{number} IS NOT NULL", *where]))
        for how, measures in (("median", self.medians), ("p90", self.p90)):
            for name, number in measures.items():
                add(name, how, number, where=f"{number} IS NOT NULL")
        for name, thing in self.distinct.items():
            add(name, "distinct", 0, thing=thing, where=f"{thing} IS NOT NULL")
        return found

    def names(self):
        return [*self.counts, *self.distinct]


def half_up(number, places):
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# What a derived figure is of: (how, its operands); by currency.
def mean(name):
    return "mean", name, name


@dataclass
class Meaning:
    """What a report says: its dimensions, its parts, and what is worked out from them."""

    dimensions: list
    parts: list
    derived: dict = field(default_factory=dict)
    shows: dict = field(default_factory=dict)

    def figures(self, database, **days):
        """{place: {measure: {currency: (number, how many)}}}; a place has a text for each dimension,
        None where nothing is stated, and lacks those of which it is the total."""
        count = len(self.dimensions)
        keys = [f"d{place}" for place in range(count)]
        facts = " UNION ALL ".join(
            fact for part in self.parts for fact in part.facts(self.dimensions))
        sets = {tuple(keys), (), *((key,) for key in keys)}
        grouped = ", ".join("(" + ", ".join([*one, "measure", "how", "currency"]) + ")" for one in sorted(sets))
        flags = "".join(f"{key}, grouping({key}), " for key in keys)
        named = {name: day for name, day in days.items() if f"${name}" in facts}
        rows = database.execute(
            f"""SELECT {flags}measure, how, currency, sum(number), count(*), count(DISTINCT thing),
              quantile_disc(number, 0.5), quantile_disc(number, 0.9)
            FROM ({facts}) GROUP BY GROUPING SETS ({grouped})""", named or None).fetchall()
        found = {}
        for row in rows:
            place = tuple((name, row[2 * index]) for index, name in enumerate(self.dimensions)
                          if row[2 * index + 1] == 0)
            measure, how, currency, total, number, things, median, p90 = row[2 * count:]
            value = {"count": total, "sum": total, "median": median, "p90": p90,
                     "distinct": Decimal(things)}[how]
            measures = found.setdefault(place, {})
            measures.setdefault(measure, {})[currency or ""] = (value, number)
        found.setdefault((), {})
        for measures in found.values():
            for part in self.parts:
                for name in part.names():
                    measures.setdefault(name, {"": (Decimal(0), 0)})
        return found

    def all(self, database, before=None, **days):
        """As `figures`, with what is worked out, and numbers alone."""
        found = self.figures(database, **days)
        earlier = self.figures(database, **before) if before else {}
        total = found[()]
        for place, measures in found.items():
            for name, (how, one, other) in self.derived.items():
                of = {"share": total, "change": earlier.get(place, {}), "perThousand": total}.get(
                    how, measures)
                measures[name] = {}
                for currency, (value, number) in measures.get(one, {}).items():
                    match = of.get(other, {})
                    match = match.get(currency) or match.get("")
                    by = number if how == "mean" else match and match[0]
                    if not by:
                        continue
                    worked = {
                        "mean": lambda: half_up(value / by, 2),
                        "share": lambda: half_up(value * 100 / by, 1),
                        "percentage": lambda: half_up(value * 100 / by, 1),
                        "change": lambda: half_up((value - by) * 100 / by, 1),
                        "perThousand": lambda: half_up(value * 1000 / by, 1),
                    }[how]()
                    measures[name][currency] = (worked, number)
        return {
            place: {
                name: {currency: value for currency, (value, _) in values.items()}
                for name, values in measures.items() if values}
            for place, measures in found.items()
            if all(dict(place).get(name, shown[0]) in shown for name, shown in self.shows.items())}


def told(answer):
    """What an answer shows, as `Meaning.all` has it, by period."""
    found = {}
    for row in answer["rows"]:
        place = tuple((name, None if row[name] is None else str(row[name]))
                      for name in answer["dimensions"] if name in row)
        figures = found.setdefault(row["period"], {}).setdefault(place, {})
        for name in answer["columns"]:
            value = row[name]
            if value is None:
                continue
            if isinstance(value, list):
                figures[name] = {entry["currency"]: Decimal(entry["value"]) for entry in value}
            else:
                figures[name] = {"": Decimal(value)}
    return found
