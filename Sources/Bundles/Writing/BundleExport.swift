public import EventLog
public import Transparency

/// The lines of a bundle, made page by page from a log that others write to meanwhile.
///
/// Each page is read from a snapshot of its own: below the size that was signed all hold the same.
/// It takes 8 bytes of memory for each event that a filter names, and a page.
public struct BundleExport {
  private enum Stage { case header, events, head, requests, refusals, trailer, end }

  public let header: BundleHeader
  /// How many events the checkpoint covers.
  public let size: UInt64
  public let head: BundleHead?
  private let log: EventStore
  private let edge: TreeEdge
  private let refusalEnd: UInt64
  private let named: [UInt64]?

  private var stage = Stage.header
  private var next: UInt64
  private var digest = BundleDigest()
  private var trailer = BundleTrailer(digest: .empty)

  /// - Parameter note: A checkpoint of this log, which is signed already.
  public init(
    _ order: BundleOrder, of log: EventStore, signed note: SignedNote
  ) throws(BundleExportFault) {
    guard let checkpoint = try? Checkpoint(parsing: note.text) else { throw .noCheckpoint }
    let size = checkpoint.size
    guard order.first <= size, size > 0 else { throw .beyond(first: order.first, size: size) }
    let heads = order.filter.map(\.isSubject) == true ? try Self.headsPosition(in: log, size) : nil
    (self.log, self.size, next) = (log, size, order.filter == nil ? order.first : 0)
    let plan: Plan
    do throws(LogFault) {
      plan = try log.withSnapshot { snapshot throws(LogFault) in
        try Plan(order, snapshot, size: size, heads: heads)
      }
    } catch {
      throw .log(error)
    }
    (edge, head, named, refusalEnd) = (plan.edge, plan.head, plan.named, plan.refusals)
    header = BundleHeader(
      note, of: plan.ledger, filter: order.filter, after: plan.left, with: order.parts)
  }

  /// Where the last heads line stands that the checkpoint covers.
  private static func headsPosition(
    in log: EventStore, _ size: UInt64
  ) throws(BundleExportFault) -> UInt64 {
    let found: UInt64?
    do throws(LogFault) {
      found = try log.withSnapshot { snapshot throws(LogFault) in
        var lines = try snapshot.lines(of: StreamName(kind: "ledger"), from: nil, .backward)
        while let line = try lines.next() {
          guard line.position.rawValue < size, let view = try? LineView(trusting: line.bytes),
            view.isType("ledger.heads.v1")
          else { continue }
          return line.position.rawValue
        }
        return nil
      }
    } catch {
      throw .log(error)
    }
    guard let found else { throw .noHeads(size: size) }
    return found
  }

  /// How many of the events are written, and how many there are.
  public var progress: (done: UInt64, total: UInt64) {
    let total = named.map { UInt64($0.count) } ?? size - header.first
    return (trailer.events, total)
  }

  /// The position before which nothing is missing; nil where nothing shows that.
  public var completeUpTo: UInt64? {
    switch header.filter {
    case nil: size
    case .subject: head.flatMap { try? LineView($0.line.span.bytes).position?.rawValue }
    case .type: nil
    }
  }

  /// What was written of each.
  public var counts: BundleTrailer { trailer }

  /// Writes the next lines behind what `bytes` holds, until so many bytes have been added; answers
  /// whether there were any.
  public mutating func write(
    to bytes: inout [UInt8], filling count: Int
  ) throws(LogFault) -> Bool {
    let full = bytes.count + count
    switch stage {
    case .header:
      add(.header(header), to: &bytes)
      stage = .events
    case .events: try named == nil ? writeAll(&bytes, full) : writeNamed(&bytes, full)
    case .head:
      if let head { add(.head(head), to: &bytes) }
      (stage, next) = (.requests, named == nil ? header.first : 0)
    case .requests: try writeRequests(&bytes, full)
    case .refusals: try writeRefusals(&bytes, full)
    case .trailer:
      trailer.digest = digest.value
      add(.trailer(trailer), to: &bytes)
      stage = .end
    case .end: return false
    }
    return true
  }

  private mutating func add(_ line: BundleLine, to bytes: inout [UInt8]) {
    guard let encoded = line.encoded else { return }
    digest.take(.leaf(encoded.span.bytes))
    bytes += encoded
    bytes.append(lineFeed)
  }

  private mutating func count(_ position: UInt64) {
    trailer.events += 1
    trailer.range = (trailer.range?.lowerBound ?? position)...position
  }
}

// MARK: Events

extension BundleExport {
  /// Every line; the hashes of most of them lie in full tiles.
  private mutating func writeAll(_ bytes: inout [UInt8], _ full: Int) throws(LogFault) {
    let (log, size) = (log, size)
    try log.withSnapshot { snapshot throws(LogFault) in
      var lines = try snapshot.lines(from: GlobalPosition(next))
      while next < size, bytes.count < full {
        let tile = TileCoordinate(level: 0, index: next / width)
        let end = min(size, (tile.index + 1) * width)
        let isFull = end - next == width
        if isFull, let leaves = try snapshot.storedTile(tile) { digest.take(leaves: leaves) }
        while next < end {
          guard let line = try lines.next() else { throw .damaged("position \(next) is missing") }
          if !isFull { digest.take(.leaf(line.bytes)) }
          bytes.append(line: line.bytes)
          count(next)
          next += 1
        }
      }
    }
    if next == size { stage = .head }
  }

  /// The lines that the filter names, each with its proof.
  private mutating func writeNamed(_ bytes: inout [UInt8], _ full: Int) throws(LogFault) {
    let (log, named) = (log, named ?? [])
    try log.withSnapshot { snapshot throws(LogFault) in
      while next < named.count, bytes.count < full {
        let position = named[Int(next)]
        guard let line = try snapshot.line(at: GlobalPosition(position)) else {
          throw .damaged("position \(position) is missing")
        }
        digest.take(.leaf(line))
        bytes.append(line: line)
        count(position)
        let path = try edge.path(of: position, inSize: size, snapshot)
        add(.path(path), to: &bytes)
        next += 1
      }
    }
    if next == named.count { stage = .head }
  }
}

// MARK: What belongs to them

extension BundleExport {
  private mutating func writeRequests(_ bytes: inout [UInt8], _ full: Int) throws(LogFault) {
    guard header.with.contains(.requests) else { return (stage, next) = (.refusals, 0) }
    let (log, named) = (log, named)
    var isDone = false
    try log.withSnapshot { snapshot throws(LogFault) in
      guard let named else {
        var rows = try snapshot.rows(of: .requests, from: GlobalPosition(next))
        while bytes.count < full {
          guard let row = try rows.next() else { return isDone = true }
          let request = try RequestRow(row)
          guard request.first.rawValue < size else { return isDone = true }
          add(request.bytes, at: request.first.rawValue, to: &bytes)
          next = request.first.rawValue + 1
        }
        return
      }
      while next < named.count, bytes.count < full {
        let position = named[Int(next)]
        if let row = try snapshot.request(firstAt: GlobalPosition(position)) {
          add(row, at: position, to: &bytes)
        }
        next += 1
      }
      isDone = next == named.count
    }
    if isDone { (stage, next) = (.refusals, 0) }
  }

  private mutating func add(_ box: RawSpan, at position: UInt64, to bytes: inout [UInt8]) {
    add(.request(box: box.copied(), position: position), to: &bytes)
    trailer.requests += 1
  }

  private mutating func writeRefusals(_ bytes: inout [UInt8], _ full: Int) throws(LogFault) {
    guard header.with.contains(.refusals), next < refusalEnd else { return stage = .trailer }
    let (log, refusalEnd) = (log, refusalEnd)
    try log.withSnapshot { snapshot throws(LogFault) in
      var rows = try snapshot.rows(of: .refusals, from: GlobalPosition(next))
      while next < refusalEnd, bytes.count < full, let row = try rows.next() {
        add(.refusal(number: next, row: row.value.copied()), to: &bytes)
        trailer.refusals += 1
        next += 1
      }
    }
  }
}

private let lineFeed = UInt8(ascii: "\n")
private let width = UInt64(HashTile.fullWidth)

extension [UInt8] {
  fileprivate mutating func append(line: RawSpan) {
    line.withUnsafeBytes { append(contentsOf: $0) }
    append(lineFeed)
  }
}

extension BundleFilter {
  var isSubject: Bool {
    if case .subject = self { true } else { false }
  }
}
