import EventLog
import Foundation
import Ledger

/// What an event takes on the disk.
enum SizeBench {
  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let mixed = try await bench.ledger(of: settings.events)
    let ledger = try mixed.open()
    defer { ledger.close() }
    let events = Double(try ledger.size)
    let parts = try parts(of: ledger.store)
    let row = { (name: String, bytes: Int) in
      Row(name, [Sample(Double(bytes) / events)], unit: .bytes)
    }
    return [
      row("log, all tables and what LMDB leaves free", try ledger.store.usage().used),
      row("of which lines", parts.lines),
      row("of which sealed values", parts.vault),
      row("of which sealed requests", parts.requests),
      row("read models, public values", try bytes(under: mixed.path + "/models")),
      row("keys", try bytes(under: mixed.path + "/keys")),
    ]
  }

  private static func parts(
    of store: EventStore
  ) throws -> (lines: Int, vault: Int, requests: Int) {
    try store.withSnapshot { snapshot throws(LogFault) in
      var (lines, vault, requests) = (0, 0, 0)
      var cursor = try snapshot.lines()
      while let line = try cursor.next() {
        lines += line.bytes.byteCount
        vault += try snapshot.vault(at: line.position)?.byteCount ?? 0
        requests += try snapshot.request(firstAt: line.position)?.byteCount ?? 0
      }
      return (lines, vault, requests)
    }
  }

  private static func bytes(under folder: String) throws -> Int {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try names.reduce(0) { sum, name in
      let found = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return sum + ((found[.size] as? NSNumber)?.intValue ?? 0)
    }
  }
}
