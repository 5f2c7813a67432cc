import DealRecords
import EventLog
import Keyring

/// Level 2, and without any key: a line has sealed values beside it if and only if it has digests,
/// and they are under keys under which the request of its command is sealed too.
///
/// With keys, also that these are the keys of whom they should be.
struct SealCheck {
  private let owners: KeyCheck?
  /// The keys of the request of the command whose lines are read; none where it is not there.
  private var requestKeys: [KeyID] = []

  init(_ owners: KeyCheck?) { self.owners = owners }

  /// Takes the request of the next command.
  mutating func begin(_ request: RawSpan?) {
    guard let request, let box = SealedBox(request) else { return requestKeys = [] }
    requestKeys = box.keys
  }

  /// Takes a line; answers whether what is sealed of it may be opened.
  ///
  /// - Parameter keys: Those of what is sealed of it; nil where that is no row of sealed parts.
  func take(
    _ line: borrowing StoredLine, of stream: StreamName, under keys: [KeyID]?, isSealed: Bool,
    _ draft: inout CertificateDraft
  ) -> Bool {
    if isSealed { draft.counts.sealedLines += 1 }
    let place = Place.event(line.position, of: stream.text)
    guard line.bytes.holdDigests else {
      guard isSealed else { return true }
      draft.add(
        .log, .needlessSealed, at: .row(.vault, key: "\(line.position)"),
        "the line has no digest that it could stand for")
      return false
    }
    guard isSealed else {
      draft.add(
        .log, .sealedMissing, at: place,
        "it has digests, and the values that they stand for are not kept")
      return false
    }
    guard let problem = problem(with: keys, of: stream, at: line.position) else { return true }
    draft.add(.log, .sealedDiffers, at: place, "its sealed values: \(problem)")
    return false
  }

  private func problem(
    with keys: [KeyID]?, of stream: StreamName, at position: GlobalPosition
  ) -> String? {
    guard let keys else { return "they are no row of sealed parts" }
    if let own = requestKeys.first {
      guard keys[0] == own, keys.allSatisfy(requestKeys.contains) else {
        return "they are under a key that the request of their command is not sealed under"
      }
    }
    return owners?.problem(with: keys, of: stream, at: position)
  }

  /// Finds rows that stand beside no line.
  static func finish(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard try snapshot.rowCount(of: .vault) != draft.counts.sealedLines else { return }
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
  /// Whether a canonical line has an object with digests, which stand first in it.
  ///
  /// Within a text the quotes are escaped.
  fileprivate var holdDigests: Bool { place(of: "{\"_sd\":[") != nil }
}
