import EventLog
import Foundation

/// The stored lines in a file, which can be continued.
struct LineExport {
  /// How many bytes are copied out of one snapshot, which must be short.
  private static let pageSize = 1 << 20
  private static let lineFeed = UInt8(ascii: "\n")

  private let log: EventStore
  private let file: AppendedFile
  private var next = GlobalPosition.first

  /// Opens the file, and finds out where to go on: after its last whole line, if that is the
  /// log's own at its place.
  init(of log: EventStore, to path: String) throws {
    (self.log, file) = (log, try AppendedFile(path))
    next = try startingPoint()
  }

  var size: UInt64 { next.rawValue }

  /// Writes what the file lacks, durably; answers how many events that was.
  mutating func run(_ console: Console) throws -> Int {
    let (start, end) = (next.rawValue, try log.size)
    var progress = Progress("events", of: Int(end - min(start, end)), on: console.talk)
    defer { progress.finish() }
    var page: [UInt8] = []
    page.reserveCapacity(Self.pageSize + EventStore.longestLine)
    while next.rawValue < end {
      page.removeAll(keepingCapacity: true)
      next = try log.copyLines(
        from: next, before: GlobalPosition(end), into: &page, filling: Self.pageSize)
      try file.write(page)
      file.beginWriting()
      progress.advance(to: Int(next.rawValue - start))
    }
    try file.sync()
    return Int(next.rawValue - start)
  }

  private func startingPoint() throws -> GlobalPosition {
    // The end of the file: its last whole line, and what is torn after it.
    let (length, tail) = try file.tail(2 * (EventStore.longestLine + 1))
    guard let end = tail.lastIndex(of: Self.lineFeed) else {
      try requireBeginning(tail, of: .first)
      try file.cut(to: 0)
      return .first
    }
    let start = tail[..<end].lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? 0
    let position = try requireOwn(Array(tail[start..<end]))
    let torn = Array(tail[(end + 1)...])
    try requireBeginning(torn, of: position.next)
    try file.cut(to: length - torn.count)
    return position.next
  }

  /// The position of a line, if the log has the very same bytes there.
  private func requireOwn(_ line: [UInt8]) throws -> GlobalPosition {
    guard let view = try? LineView(line.span.bytes), let number = UInt64(view.id),
      let stored = try log.events(from: GlobalPosition(number), limit: 1).first,
      stored.line == line
    else { throw foreign }
    return stored.position
  }

  /// Only the beginning of the log's own next line may be cut off.
  private func requireBeginning(_ torn: [UInt8], of position: GlobalPosition) throws {
    guard !torn.isEmpty else { return }
    guard let stored = try log.events(from: position, limit: 1).first,
      stored.line.starts(with: torn)
    else { throw foreign }
  }

  private var foreign: Failure {
    Failure(
      .cannotCreate, "\(file.path) does not end with a line of this ledger",
      next: "choose a path that is free, or the file that an earlier export of this ledger wrote")
  }
}
