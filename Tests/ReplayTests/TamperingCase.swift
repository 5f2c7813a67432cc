import EventLog
import Replay
import Testing

/// One way to change a ledger behind its back, and what a replay has to say of it.
struct TamperingCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: DivergenceCode
  /// How the place is spelled, or begins.
  let place: String
  /// How deep a replay has to look.
  let level: ReplayLevel
  let tamper: @Sendable (inout Tampering) throws -> Void

  init(
    _ description: String, _ code: DivergenceCode, at place: String, level: ReplayLevel = .log,
    _ tamper: @escaping @Sendable (inout Tampering) throws -> Void
  ) {
    (testDescription, self.code, self.place) = (description, code, place)
    (self.level, self.tamper) = (level, tamper)
  }

  static let all = lines + tree + checkpoints + indexes + requests + rest

  private static let lines = [
    TamperingCase("a byte of a line", .tileDiffers, at: "position 40") {
      try $0.change(.init(bigEndian: 40), in: .events) { $0.replace("\"20", with: "\"19") }
    },
    TamperingCase("a byte of a line in no full tile", .edgeDiffers, at: "position 300") {
      try $0.change(.init(bigEndian: 300), in: .events) { $0.replace("\"20", with: "\"19") }
    },
    TamperingCase("a byte that is no JSON", .malformedLine, at: "position 41") {
      try $0.change(.init(bigEndian: 41), in: .events) { $0[3] ^= 0x80 }
    },
    TamperingCase("a blank more", .malformedLine, at: "position 42") {
      try $0.change(.init(bigEndian: 42), in: .events) { $0.insert(UInt8(ascii: " "), at: 1) }
    },
    TamperingCase("another version of CloudEvents", .malformedLine, at: "position 43") {
      try $0.change(.init(bigEndian: 43), in: .events) {
        $0.replace("\"specversion\":\"1.0\"", with: "\"specversion\":\"1.1\"")
      }
    },
    TamperingCase("an attribute more", .malformedLine, at: "position 44") {
      try $0.change(.init(bigEndian: 44), in: .events) {
        $0.replace("\"revision\"", with: "\"remark\":\"\",\"revision\"")
      }
    },
    TamperingCase("two lines swapped", .wrongPosition, at: "position 45") {
      try $0.swap(.init(bigEndian: 45), .init(bigEndian: 46), in: .events)
    },
    TamperingCase("a line dropped", .missingPosition, at: "position 50") {
      try $0.delete(.init(bigEndian: 50), in: .events)
    },
    TamperingCase("the last line dropped", .edgeDiffers, at: "table edge") {
      let rows = try $0.rows(of: .events)
      try $0.delete(rows[rows.count - 1].key, in: .events)
    },
    TamperingCase("the tail cut off", .checkpointBeyondLog, at: "checkpoint of") {
      for row in try $0.rows(of: .events)[100...] { try $0.delete(row.key, in: .events) }
    },
    TamperingCase("a line put behind the last", .wrongPosition, at: "position 312") {
      let line = try $0.value(.init(bigEndian: 311), in: .events)
      try $0.put(line, for: .init(bigEndian: 312), in: .events)
    },
    TamperingCase("a line inserted", .wrongPosition, at: "position 50") {
      let rows = try $0.rows(of: .events)[49...]
      for row in rows {
        let next = row.key.reduce(0) { $0 << 8 | UInt64($1) } + 1
        try $0.put(row.value, for: .init(bigEndian: next), in: .events)
      }
    },
    TamperingCase(
      "another sender of a command", .commandRowMissing, at: "position ", level: .decisions
    ) {
      guard var row = try $0.rows(of: .commands).last else { return }
      try $0.delete(row.key, in: .commands)
      row.key[row.key.count - 1] ^= 1
      try $0.put(row.value, for: row.key, in: .commands)
    },
    TamperingCase(
      "another sender of line 0", .commandRowMissing, at: "position 0", level: .decisions
    ) {
      let row = try $0.value(Array("init\0operator".utf8), in: .commands)
      try $0.delete(Array("init\0operator".utf8), in: .commands)
      try $0.put(row, for: Array("init\0operatos".utf8), in: .commands)
    },
    TamperingCase("a line put far away", .missingPosition, at: "position 312") {
      let line = try $0.value(.init(bigEndian: 311), in: .events)
      try $0.put(line, for: .init(bigEndian: .max), in: .events)
    },
    TamperingCase("a position of seven bytes", .malformedRow, at: "events number 313") {
      try $0.put([1], for: Array(repeating: 255, count: 7), in: .events)
    },
    TamperingCase("all lines gone", .noFirstLine, at: "position 0") {
      for row in try $0.rows(of: .events) { try $0.delete(row.key, in: .events) }
    },
    TamperingCase("line 0 of another ledger", .wrongSource, at: "position 1") {
      try $0.change(.init(bigEndian: 0), in: .events) {
        $0.replace("\"ledger\":\"", with: "\"ledger\":\"A")
      }
    },
    TamperingCase("another key in line 0", .wrongFirstLine, at: "position 0") {
      try $0.change(.init(bigEndian: 0), in: .events) { $0.replace("replayed+", with: "replayed-") }
    },
    TamperingCase("a line 0 that founds nothing", .wrongFirstLine, at: "position 0") {
      let line = try $0.value(.init(bigEndian: 1), in: .events)
      try $0.put(line, for: .init(bigEndian: 0), in: .events)
    },
    TamperingCase("the time of a line", .timeGoesBack, at: "position 60") {
      try $0.change(.init(bigEndian: 60), in: .events) {
        $0.replace("\"time\":\"2", with: "\"time\":\"1")
      }
    },
  ]

  private static let tree = [
    TamperingCase("a byte of a tile", .tileDiffers, at: "position 3") {
      try $0.change([0] + .init(bigEndian: 0), in: .tiles) { $0[3 * 32 + 7] ^= 1 }
    },
    TamperingCase("a tile dropped", .tileMissing, at: "tiles 0/0") {
      try $0.delete([0] + .init(bigEndian: 0), in: .tiles)
    },
    TamperingCase("a tile more", .needlessTile, at: "tiles 0/1") {
      let tile = try $0.value([0] + .init(bigEndian: 0), in: .tiles)
      try $0.put(tile, for: [0] + .init(bigEndian: 1), in: .tiles)
    },
    TamperingCase("a tile of a level that is never", .needlessTile, at: "tiles 255/0") {
      let tile = try $0.value([0] + .init(bigEndian: 0), in: .tiles)
      try $0.put(tile, for: [255] + .init(bigEndian: 0), in: .tiles)
    },
    TamperingCase("a short tile", .malformedRow, at: "tiles number 1") {
      try $0.change([0] + .init(bigEndian: 0), in: .tiles) { $0.removeLast() }
    },
    TamperingCase("a byte of the edge", .edgeDiffers, at: "position 258") {
      try $0.change(Array("edge".utf8), in: .edge) { $0[10 + 2 * 32] ^= 1 }
    },
    TamperingCase("a hash of the edge's second level", .edgeDiffers, at: "table edge") {
      try $0.change(Array("edge".utf8), in: .edge) { $0[$0.count - 1] ^= 1 }
    },
    TamperingCase("the size of the edge", .malformedRow, at: "edge number 1") {
      try $0.change(Array("edge".utf8), in: .edge) { $0[0] ^= 0xFF }
    },
    TamperingCase("the edge dropped", .edgeDiffers, at: "table edge") {
      try $0.delete(Array("edge".utf8), in: .edge)
    },
  ]

  private static let checkpoints = [
    TamperingCase("the root in a checkpoint", .notSigned, at: "checkpoint of") {
      let row = try $0.rows(of: .checkpoints)[0]
      try $0.change(row.key, in: .checkpoints) {
        let root = $0.split(separator: UInt8(ascii: "\n"))[2]
        $0[root.startIndex] = root.first == UInt8(ascii: "A") ? UInt8(ascii: "B") : 65
      }
    },
    TamperingCase("a checkpoint that is none", .malformedCheckpoint, at: "checkpoint of 7") {
      try $0.put(Array("nothing\n".utf8), for: .init(bigEndian: 7), in: .checkpoints)
    },
    TamperingCase("a checkpoint under another size", .malformedCheckpoint, at: "checkpoint of 7") {
      let row = try $0.rows(of: .checkpoints)[0]
      try $0.put(row.value, for: .init(bigEndian: 7), in: .checkpoints)
    },
    TamperingCase("a checkpoint under no size", .malformedRow, at: "checkpoints number") {
      try $0.put([1], for: [9], in: .checkpoints)
    },
  ]

  private static let indexes = [
    TamperingCase("where a stream leads", .streamRowDiffers, at: "streams deal/D01 3") {
      try $0.put(
        .init(bigEndian: 77), for: Array("deal/D01\0".utf8) + .init(bigEndian: 3), in: .streams)
    },
    TamperingCase("a stream that leads past the end", .streamRowDiffers, at: "streams deal/D01 3") {
      try $0.put(
        .init(bigEndian: .max), for: Array("deal/D01\0".utf8) + .init(bigEndian: 3), in: .streams)
    },
    TamperingCase("a revision dropped", .streamRowMissing, at: "position") {
      try $0.delete(Array("deal/D01\0".utf8) + .init(bigEndian: 3), in: .streams)
    },
    TamperingCase("a revision too many", .streamRowDiffers, at: "streams deal/D01 999") {
      try $0.put(
        .init(bigEndian: 5), for: Array("deal/D01\0".utf8) + .init(bigEndian: 999), in: .streams)
    },
    TamperingCase("a stream that is none", .malformedRow, at: "streams number") {
      try $0.put(.init(bigEndian: 5), for: Array("x".utf8), in: .streams)
    },
    TamperingCase("the digest of a command", .commandRowDiffers, at: "commands init") {
      try $0.change(Array("init\0operator".utf8), in: .commands) { $0[20] ^= 1 }
    },
    TamperingCase("the count of a command", .commandRowDiffers, at: "commands init") {
      try $0.change(Array("init\0operator".utf8), in: .commands) { $0[11] = 2 }
    },
    TamperingCase("a command dropped", .commandRowMissing, at: "position 0") {
      try $0.delete(Array("init\0operator".utf8), in: .commands)
    },
    TamperingCase("a command too many", .commandRowDiffers, at: "commands zzz") {
      let row = try $0.value(Array("init\0operator".utf8), in: .commands)
      try $0.put(row, for: Array("zzz\0operator".utf8), in: .commands)
    },
    TamperingCase("a command past the end", .commandRowDiffers, at: "commands zzz") {
      let row = try $0.value(Array("init\0operator".utf8), in: .commands)
      try $0.put(
        .init(bigEndian: 5000) + row.dropFirst(8), for: Array("zzz\0operator".utf8), in: .commands)
    },
    TamperingCase("a command that no log can hold", .malformedRow, at: "commands number 292") {
      try $0.put(
        Array(repeating: 255, count: 44), for: Array("zzz\0operator".utf8), in: .commands)
    },
    TamperingCase("a short row of commands", .malformedRow, at: "commands number") {
      try $0.change(Array("init\0operator".utf8), in: .commands) { $0.removeLast() }
    },
  ]

  private static let requests = [
    TamperingCase("a byte of a request", .requestDiffers, at: "position 1,") {
      try $0.change(.init(bigEndian: 1), in: .requests) { $0[60] ^= 1 }
    },
    TamperingCase("the tag of a request", .requestDiffers, at: "position 1,") {
      try $0.change(.init(bigEndian: 1), in: .requests) { $0[$0.count - 5] ^= 1 }
    },
    TamperingCase("the nonce of a request", .requestDiffers, at: "position 1,") {
      try $0.change(.init(bigEndian: 1), in: .requests) { $0[1 + 16 * Int($0[0])] ^= 1 }
    },
    TamperingCase("the number of a request's keys", .requestDiffers, at: "position 1,") {
      try $0.change(.init(bigEndian: 1), in: .requests) { $0[0] = 255 }
    },
    TamperingCase("an empty request", .malformedRow, at: "requests number 2") {
      try $0.change(.init(bigEndian: 1), in: .requests) { $0 = [] }
    },
    TamperingCase("two requests swapped", .requestDiffers, at: "position 1,") {
      try $0.swap(.init(bigEndian: 1), .init(bigEndian: 2), in: .requests)
    },
    TamperingCase("a request dropped", .requestMissing, at: "position 1,") {
      try $0.delete(.init(bigEndian: 1), in: .requests)
    },
    TamperingCase("a request too many", .needlessRequest, at: "requests 5000") {
      let row = try $0.value(.init(bigEndian: 1), in: .requests)
      try $0.put(row, for: .init(bigEndian: 5000), in: .requests)
    },
  ]

  private static let rest = [
    TamperingCase("a byte of a document", .documentDiffers, at: "documents deal/") {
      let row = try $0.rows(of: .documents)[0]
      try $0.change(row.key, in: .documents) { $0[40] ^= 1 }
    },
    TamperingCase("two documents swapped", .documentDiffers, at: "documents deal/") {
      let rows = try $0.rows(of: .documents)
      try $0.swap(rows[0].key, rows[1].key, in: .documents)
    },
    TamperingCase("a document dropped", .documentMissing, at: "position", level: .decisions) {
      for row in try $0.rows(of: .documents) { try $0.delete(row.key, in: .documents) }
    },
    TamperingCase("a document under no hash", .malformedRow, at: "documents number") {
      try $0.put([1], for: Array("deal/D01\0abc".utf8), in: .documents)
    },
    TamperingCase("a refusal that is no JSON", .malformedRow, at: "refusals number 1") {
      try $0.change(.init(bigEndian: 0), in: .refusals) { $0[0] ^= 1 }
    },
    TamperingCase("a refusal dropped", .missingRefusal, at: "refusals 2") {
      try $0.delete(.init(bigEndian: 2), in: .refusals)
    },
    TamperingCase("the format", .wrongFormat, at: "table meta") {
      try $0.put(Array("0".utf8), for: Array("format".utf8), in: .meta)
    },
    TamperingCase("a row of meta too many", .malformedRow, at: "meta number") {
      try $0.put([1], for: Array("colour".utf8), in: .meta)
    },
  ]
}
