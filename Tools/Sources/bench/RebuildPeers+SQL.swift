extension RebuildPeers {
  static let tables = ["deals", "deal_titles", "deal_types", "deal_parties"]

  /// Types of events stand in them without their versions.
  private static func creation(json: String) -> String {
    """
    CREATE TABLE event (position bigint PRIMARY KEY, stream text, revision bigint, type text,
      occurred text, data \(json));
    CREATE TABLE deals (deal text PRIMARY KEY, state text, title text, proposed_at text, last_at text,
      revision bigint, position bigint);
    CREATE TABLE deal_titles (deal text, language text, title text, PRIMARY KEY (deal, language));
    CREATE TABLE deal_types (deal text, type text, place bigint, PRIMARY KEY (deal, type));
    CREATE TABLE deal_parties (deal text, party text, place bigint, name text, name_class text,
      country text, role text, successor text, PRIMARY KEY (deal, party));
    CREATE INDEX deals_state ON deals (state);
    CREATE INDEX deals_last ON deals (last_at);
    CREATE INDEX types_type ON deal_types (type);
    CREATE INDEX parties_party ON deal_parties (party);
    CREATE INDEX parties_country ON deal_parties (country);
    CREATE TABLE state (type text PRIMARY KEY, state text);
    INSERT INTO state VALUES ('deal.proposed', 'Proposed'), ('deal.interest-expressed', 'Exploring'),
      ('deal.term-sheet-agreed', 'TermSheet'), ('deal.negotiation-opened', 'Negotiating'),
      ('deal.negotiation-reopened', 'Negotiating'), ('deal.approval-refused', 'Negotiating'),
      ('deal.terms-agreed', 'TermsAgreed'), ('deal.approved', 'Approved'),
      ('deal.signed', 'Signing'), ('deal.fully-signed', 'Signed'),
      ('deal.became-effective', 'Effective'), ('deal.suspended', 'Suspended'),
      ('deal.resumed', 'Effective'), ('deal.expired', 'WindingUp'),
      ('deal.terminated', 'WindingUp'), ('deal.closed', 'Closed'), ('deal.lapsed', 'Lapsed'),
      ('deal.rescinded', 'Rescinded'), ('deal.proposal-declined', 'Declined'),
      ('deal.signing-refused', 'Declined'), ('deal.proposal-withdrawn', 'Withdrawn');
    """
  }

  private static let indexes = """
    CREATE UNIQUE INDEX event_stream ON event (stream, revision);
    CREATE INDEX event_type ON event (type);
    """

  private static let count = tables.map { "SELECT count(*) FROM \($0);" }.joined(separator: " ")
}

// MARK: PostgreSQL

extension RebuildPeers {
  private static let start = ". ./cluster.sh; start_pg; trap stop_pg EXIT"

  static func postgres(_ lines: String) -> Database {
    Database(
      name: "PostgreSQL", folder: "postgres",
      load: """
        \(start)
        dropdb --if-exists rebuild; createdb rebuild
        q rebuild "CREATE UNLOGGED TABLE raw (line jsonb); \(creation(json: "jsonb"))"
        psql -qX -d rebuild -c "COPY raw FROM stdin CSV QUOTE e'\\x01' DELIMITER e'\\x02'" \
          < '\(lines)'
        q rebuild "INSERT INTO event SELECT (line->>'id')::bigint, line->>'subject',
            (line->>'revision')::bigint, split_part(line->>'type', '.v', 1), line->>'occurred',
            line->'data' FROM raw;
          \(indexes)
          DROP TABLE raw"
        q rebuild "VACUUM ANALYZE event"
        q rebuild "VACUUM ANALYZE state"
        """,
      rebuild: """
        \(start)
        q rebuild "TRUNCATE \(tables.joined(separator: ", "))"
        psql -qAtX -v ON_ERROR_STOP=1 -d rebuild <<'SQL' \
          | awk '/^Time:/ { sum += $2 } END { print sum / 1000 }'
        \\timing on
        BEGIN;
        \(postgresStatements)
        COMMIT;
        SQL
        """,
      count: "\(start)\nq rebuild '\(count)'")
  }

  private static let postgresStatements = """
    INSERT INTO deals
    SELECT substr(l.stream, 6), s.state,
      coalesce(f.data->'title'->>'en',
        (SELECT value FROM jsonb_each_text(f.data->'title') ORDER BY key COLLATE "C" LIMIT 1)),
      f.occurred, l.occurred, l.revision, l.position
    FROM (SELECT DISTINCT ON (stream) stream, occurred, revision, position FROM event
        WHERE stream LIKE 'deal/%' ORDER BY stream, revision DESC) l
      JOIN (SELECT DISTINCT ON (stream) stream, state FROM event JOIN state USING (type)
        ORDER BY stream, revision DESC) s USING (stream)
      JOIN event f ON f.stream = l.stream AND f.revision = 0;
    INSERT INTO deal_titles
    SELECT substr(stream, 6), t.key, t.value FROM event, jsonb_each_text(data->'title') t
    WHERE type = 'deal.proposed';
    INSERT INTO deal_types
    SELECT substr(stream, 6), t.value, min(t.place) - 1
    FROM event, jsonb_array_elements_text(data->'type') WITH ORDINALITY t (value, place)
    WHERE type = 'deal.proposed' GROUP BY 1, 2;
    WITH came AS (
      SELECT stream, revision, p.place, p.party FROM event,
        jsonb_array_elements(data->'parties') WITH ORDINALITY p (party, place)
      WHERE type = 'deal.proposed'
      UNION ALL SELECT stream, revision, 0, data->'party' FROM event
      WHERE type IN ('deal.party-acceded', 'deal.position-assigned'))
    INSERT INTO deal_parties
    SELECT substr(c.stream, 6), c.party->>'party',
      row_number() OVER (PARTITION BY c.stream ORDER BY c.revision, c.place) - 1,
      coalesce(c.party->>'name', 'sealed'),
      CASE WHEN c.party ? 'name' THEN 'public' ELSE 'personal' END, c.party->>'country',
      c.party->>'role', a.data->'party'->>'party'
    FROM came c LEFT JOIN event a ON a.type = 'deal.position-assigned' AND a.stream = c.stream
      AND a.data->>'fromParty' = c.party->>'party';
    """
}

// MARK: SQLite

extension RebuildPeers {
  static func sqlite(_ lines: String, _ folder: String) -> Database {
    let file = folder + "/rebuild.sqlite"
    return Database(
      name: "SQLite", folder: "sqlite",
      load: """
        python3 - '\(lines)' '\(file)' <<'PYTHON'
        import json, sqlite3, sys
        db = sqlite3.connect(sys.argv[2])
        db.executescript('''PRAGMA journal_mode = WAL; \(creation(json: "text"))''')
        with open(sys.argv[1], encoding='utf-8') as lines:
            events = (json.loads(line) for line in lines)
            db.executemany('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)', (
                (int(e['id']), e['subject'], e['revision'], e['type'].rsplit('.v', 1)[0],
                 e['occurred'], json.dumps(e['data'], ensure_ascii=False)) for e in events))
        db.commit()
        db.executescript('''\(indexes) ANALYZE''')
        PYTHON
        """,
      rebuild: """
        python3 - '\(file)' <<'PYTHON'
        import sqlite3, sys, time
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        db.execute('PRAGMA synchronous = FULL')
        db.executescript('''\(tables.map { "DELETE FROM \($0);" }.joined(separator: " "))''')
        start = time.perf_counter()
        db.executescript('''BEGIN; \(sqliteStatements) COMMIT;''')
        print(time.perf_counter() - start)
        PYTHON
        """,
      count: """
        python3 - '\(file)' <<'PYTHON'
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1])
        for statement in '''\(count)'''.split(';')[:-1]:
            print(db.execute(statement).fetchone()[0])
        PYTHON
        """)
  }

  private static let sqliteStatements = """
    INSERT INTO deals
    SELECT substr(l.stream, 6), s.state,
      coalesce(json_extract(f.data, '$.title.en'),
        (SELECT value FROM json_each(f.data, '$.title') ORDER BY key LIMIT 1)),
      f.occurred, l.occurred, l.revision, l.position
    FROM (SELECT stream, max(revision) AS revision, occurred, position FROM event
        WHERE stream >= 'deal/' AND stream < 'deal0' GROUP BY stream) l
      JOIN (SELECT stream, max(revision), state FROM event JOIN state USING (type)
        GROUP BY stream) s USING (stream)
      JOIN event f ON f.stream = l.stream AND f.revision = 0;
    INSERT INTO deal_titles
    SELECT substr(stream, 6), t.key, t.value FROM event, json_each(data, '$.title') t
    WHERE event.type = 'deal.proposed';
    INSERT INTO deal_types
    SELECT substr(stream, 6), t.value, min(t.key) FROM event, json_each(data, '$.type') t
    WHERE event.type = 'deal.proposed' GROUP BY 1, 2;
    WITH came AS (
      SELECT stream, revision, p.key AS place, p.value AS party
      FROM event, json_each(data, '$.parties') p WHERE event.type = 'deal.proposed'
      UNION ALL SELECT stream, revision, 0, json_extract(data, '$.party') FROM event
      WHERE type IN ('deal.party-acceded', 'deal.position-assigned'))
    INSERT INTO deal_parties
    SELECT substr(c.stream, 6), json_extract(c.party, '$.party'),
      row_number() OVER (PARTITION BY c.stream ORDER BY c.revision, c.place) - 1,
      coalesce(json_extract(c.party, '$.name'), 'sealed'),
      CASE WHEN json_extract(c.party, '$.name') IS NULL THEN 'personal' ELSE 'public' END,
      json_extract(c.party, '$.country'), json_extract(c.party, '$.role'),
      json_extract(a.data, '$.party.party')
    FROM came c LEFT JOIN event a ON a.type = 'deal.position-assigned' AND a.stream = c.stream
      AND json_extract(a.data, '$.fromParty') = json_extract(c.party, '$.party');
    """
}
