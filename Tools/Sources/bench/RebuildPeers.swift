import Foundation

/// The deals of a ledger as rows of one table, made by other databases in one statement of SQL from a
/// table of the same events.
///
/// Of a deal they give its id, title and times, and where its last event stands. Neither its state nor
/// its document, which take the rules of the domain, nor its parties are among them: they have less to
/// do. Rows are durable when the statement ends.
struct RebuildPeers {
  static let note = """
    One INSERT … SELECT over a table of the same events with their data as JSON, loaded before: id, \
    title, times and last event of each deal, without its state, document and parties, which the \
    read models have.
    """

  private let peers: Peers
  private let ledger: MixedLedger
  /// One SQL a database; those that cannot be measured are left out.
  private(set) var databases: [Database] = []

  struct Database {
    let name: String
    fileprivate let folder: String
    fileprivate let load: String
    fileprivate let rebuild: String
  }

  /// Loads the events, which is not measured.
  init(_ settings: Settings, _ ledger: MixedLedger, in folder: String) throws {
    peers = Peers(settings, only: ["postgres", "sqlite"])
    self.ledger = ledger
    guard settings.peers != nil else { return }
    let lines = folder + "/lines.ndjson"
    defer { unlink(lines) }
    try ChildProcess(ledger.command("export", "cloudevents", "-o", lines)).run()
    for database in [Self.postgres(lines), Self.sqlite(lines, folder)] {
      do {
        _ = try peers.output(of: database.load, in: database.folder, limit: 1800)
        databases.append(database)
      } catch {
        say("\(database.name) is not measured: \(error)")
      }
    }
  }

  func piece(_ database: Database) -> Piece {
    let (peers, ledger) = (peers, ledger)
    return Piece {
      let text = try peers.output(of: database.rebuild, in: database.folder, limit: 900)
      guard let last = text.split(separator: "\n").last, let seconds = Double(last), seconds > 0
      else { throw BenchFault("\(database.name) told no time: \(text.suffix(200))") }
      return Sample(Double(ledger.events) / seconds)
    }
  }
}

// MARK: SQL

extension RebuildPeers {
  private static func postgres(_ lines: String) -> Database {
    Database(
      name: "PostgreSQL", folder: "postgres",
      load: """
        . ./cluster.sh; start_pg; trap stop_pg EXIT
        dropdb --if-exists rebuild; createdb rebuild
        q rebuild "CREATE UNLOGGED TABLE raw (line jsonb);
          CREATE TABLE event (position bigint PRIMARY KEY, stream text, revision bigint, type text,
            occurred text, data jsonb);
          CREATE TABLE deals (deal text PRIMARY KEY, title text, proposed_at text, last_at text,
            revision bigint, position bigint)"
        psql -qX -d rebuild -c "COPY raw FROM stdin CSV QUOTE e'\\x01' DELIMITER e'\\x02'" \
          < '\(lines)'
        q rebuild "INSERT INTO event SELECT (line->>'id')::bigint, line->>'subject',
            (line->>'revision')::bigint, line->>'type', line->>'occurred', line->'data' FROM raw;
          CREATE UNIQUE INDEX ON event (stream, revision);
          DROP TABLE raw"
        q rebuild "VACUUM ANALYZE event"
        """,
      rebuild: """
        . ./cluster.sh; start_pg; trap stop_pg EXIT
        q rebuild "TRUNCATE deals"
        psql -qAtX -v ON_ERROR_STOP=1 -d rebuild <<'SQL' | awk '/^Time:/ { print $2 / 1000 }'
        \\timing on
        INSERT INTO deals
        SELECT substr(l.stream, 6), f.data->'title'->>'en', f.occurred, l.occurred, l.revision,
          l.position
        FROM (SELECT DISTINCT ON (stream) stream, occurred, revision, position FROM event
          WHERE stream LIKE 'deal/%' ORDER BY stream, revision DESC) l
        JOIN event f ON f.stream = l.stream AND f.revision = 0;
        SQL
        """)
  }

  private static func sqlite(_ lines: String, _ folder: String) -> Database {
    let file = folder + "/rebuild.sqlite"
    return Database(
      name: "SQLite", folder: "sqlite",
      load: """
        python3 - '\(lines)' '\(file)' <<'PYTHON'
        import json, sqlite3, sys
        db = sqlite3.connect(sys.argv[2])
        db.executescript('''PRAGMA journal_mode = WAL;
          CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER,
            type TEXT, occurred TEXT, data TEXT);
          CREATE TABLE deals (deal TEXT PRIMARY KEY, title TEXT, proposed_at TEXT, last_at TEXT,
            revision INTEGER, position INTEGER)''')
        with open(sys.argv[1], encoding='utf-8') as lines:
            events = (json.loads(line) for line in lines)
            db.executemany('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)', (
                (int(e['id']), e['subject'], e['revision'], e['type'], e['occurred'],
                 json.dumps(e['data'], ensure_ascii=False)) for e in events))
        db.executescript('CREATE UNIQUE INDEX by_stream ON event (stream, revision); ANALYZE')
        db.commit()
        PYTHON
        """,
      rebuild: """
        python3 - '\(file)' <<'PYTHON'
        import sqlite3, sys, time
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        db.execute('PRAGMA synchronous = FULL')
        db.execute('DELETE FROM deals')
        start = time.perf_counter()
        db.execute('''INSERT INTO deals
          SELECT substr(l.stream, 6), json_extract(f.data, '$.title.en'), f.occurred, l.occurred,
            l.revision, l.position
          FROM (SELECT stream, max(revision) AS revision, occurred, position FROM event
            WHERE stream >= 'deal/' AND stream < 'deal0' GROUP BY stream) l
          JOIN event f ON f.stream = l.stream AND f.revision = 0''')
        print(time.perf_counter() - start)
        PYTHON
        """)
  }
}
