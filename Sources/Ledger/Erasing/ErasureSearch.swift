import DealRecords
import Deals
import EventLog
import Keyring
import Transparency

/// Looks through the log for orders to erase or to restrict a person's data.
///
/// How far it has come is kept beside the keys, with the hash of the last line that it read: where
/// that line is another one now, an older log was put back, and the search begins anew.
struct ErasureSearch {
  let store: EventStore
  let keysFolder: String

  /// How far the log was searched.
  struct Mark: Hashable {
    let size: UInt64
    let leaf: TreeHash
  }

  /// The orders behind the mark, in the log's order, and where the log ends.
  func run() throws(LedgerFault) -> (orders: [ErasureRecord], end: Mark?) {
    let known = mark
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        let start = try Self.start(known, in: snapshot)
        return (try Self.orders(from: start, in: snapshot), try Self.end(of: snapshot))
      }
    }
  }

  /// All orders of the log, whatever was searched before.
  func orders() throws(LedgerFault) -> [ErasureRecord] {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        try Self.orders(from: 0, in: snapshot)
      }
    }
  }

  private static func orders(
    from start: UInt64, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> [ErasureRecord] {
    var orders: [ErasureRecord] = []
    var lines = try snapshot.lines(from: GlobalPosition(start))
    while let line = try lines.next() {
      guard line.bytes.isErasure else { continue }
      orders.append(try ErasureRecord(line.bytes, at: line.position))
    }
    return orders
  }

  private static func start(
    _ mark: Mark?, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> UInt64 {
    guard let mark, mark.size > 0, try mark.size <= snapshot.size(),
      let line = try snapshot.line(at: GlobalPosition(mark.size - 1)), .leaf(line) == mark.leaf
    else { return 0 }
    return mark.size
  }

  private static func end(of snapshot: borrowing Snapshot) throws(LogFault) -> Mark? {
    let size = try snapshot.size()
    guard size > 0, let line = try snapshot.line(at: GlobalPosition(size - 1)) else { return nil }
    return Mark(size: size, leaf: .leaf(line))
  }

  // MARK: The mark's file

  /// Lies beside the keys, and is no part of them: without it everything is searched.
  static let fileName = "erasures-searched"

  private var path: String { keysFolder + "/" + Self.fileName }

  private var mark: Mark? {
    guard let bytes = try? Files.read(path) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard parts.count == 2, let size = UInt64(parts[0]), let leaf = TreeHash(hex: String(parts[1]))
    else { return nil }
    return Mark(size: size, leaf: leaf)
  }

  /// Keeps the mark where that saves the next search some work.
  func remember(_ end: Mark?) throws(LedgerFault) {
    guard let end, end.size > (mark?.size ?? 0) + 10_000 else { return }
    try Files.replace(path, with: Array("\(end.size) \(end.leaf.hex)\n".utf8))
  }
}

extension ErasureRecord {
  /// What the line orders.
  init(_ line: RawSpan, at position: GlobalPosition) throws(LogFault) {
    guard let view = try? LineView(line), let stream = try? StreamName(view.subject),
      case .deal(let deal) = Subject(stream),
      case .deal(.personalDataErased(let erasure)) = try? Fact(type: view.type, data: view.data)
    else { throw .damaged("position \(position): no order to erase can be read from it") }
    self.init(
      subject: erasure.subject.text, mode: erasure.applied == .erase ? .erase : .restrict,
      deal: deal.text, position: position.rawValue, time: view.time)
  }
}
