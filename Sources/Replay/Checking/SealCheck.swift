import EventLog

/// Level 2, and without any key: a line has sealed values beside it if and only if it has digests.
struct SealCheck {
  private var rows: UInt64 = 0

  mutating func take(
    _ line: borrowing StoredLine, _ row: RawSpan?, _ draft: inout CertificateDraft
  ) {
    if row != nil { rows += 1 }
    switch (line.bytes.holdDigests, row != nil) {
    case (true, false):
      draft.add(
        .log, .sealedMissing, at: .position(line.position),
        "it has digests, and the values that they stand for are not kept")
    case (false, true):
      draft.add(
        .log, .needlessSealed, at: .row(.vault, key: "\(line.position)"),
        "the line has no digest that it could stand for")
    case (true, true), (false, false): break
    }
  }

  func finish(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard try snapshot.rowCount(of: .vault) != rows else { return }
    let size = draft.size
    var stored = try snapshot.rows(of: .vault)
    while let next = try stored.next() {
      guard let row = try? VaultRow(next), row.position.rawValue >= size else { continue }
      draft.add(
        .log, .needlessSealed, at: .row(.vault, key: "\(row.position)"),
        "no line stands at this position")
    }
  }
}

extension RawSpan {
  /// Whether a canonical line has an object with digests: within a text the quotes are escaped.
  fileprivate var holdDigests: Bool {
    let member = Array("\"_sd\":".utf8)
    return withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let bracket = rest.firstIndex(of: UInt8(ascii: "[")) {
        if bytes[..<bracket].suffix(member.count).elementsEqual(member) { return true }
        rest = rest[(bracket + 1)...]
      }
      return false
    }
  }
}
