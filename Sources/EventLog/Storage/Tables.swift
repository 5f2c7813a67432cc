import LMDB

/// The named tables of a log; docs/format.md gives their rows byte by byte.
struct Tables: Sendable {
  /// Position, 8 bytes big-endian → line.
  let events: Table
  /// Position → what is sealed of the event; no row where nothing is.
  let vault: Table
  /// Subject, 0x00, revision 8 bytes big-endian → position.
  let streams: Table
  /// Id, 0x00, sender → `CommandRow`.
  let commands: Table
  /// First position → the sealed request.
  let requests: Table
  /// Level, tile index 8 bytes big-endian → 8,192 bytes of hashes.
  let tiles: Table
  /// `edge` → the unfinished tile of every level.
  let edge: Table
  /// Tree size → signed note.
  let checkpoints: Table
  /// Subject, 0x00, SHA-256 of what was sealed → sealed bytes.
  let documents: Table
  /// Number of the refusal → canonical JSON.
  let refusals: Table
  /// `format` → the format's number in decimal.
  let meta: Table

  static let names = [
    "events", "streams", "commands", "requests", "tiles", "edge", "checkpoints", "documents",
    "refusals", "meta", "vault",
  ]

  init(_ environment: Environment) throws(LMDBError) {
    let tables = try environment.openTables(Self.names)
    (events, streams, commands, requests, tiles) =
      (tables[0], tables[1], tables[2], tables[3], tables[4])
    (edge, checkpoints, documents, refusals, meta, vault) =
      (tables[5], tables[6], tables[7], tables[8], tables[9], tables[10])
  }
}
