import EventLog

@testable import DealRecords

/// What is sealed of a line, taken apart so that each part can be changed.
struct SealedRow {
  var boxes: [[UInt8]]

  init(_ row: [UInt8]) {
    boxes = []
    var rest = row.dropFirst()
    while !rest.isEmpty {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      boxes.append(Array(rest.dropFirst(4).prefix(length)))
      rest = rest.dropFirst(4 + length)
    }
  }

  var encoded: [UInt8] { SealedParts.encode(boxes) }
}

/// A line with sealed values, as far as the tests choose by it.
struct SealedLine {
  let position: UInt64
  let stream: StreamName
  let row: SealedRow
  /// Whether its command begins with it.
  let isFirst: Bool

  var key: [UInt8] { .init(bigEndian: position) }
  /// How a certificate spells its place.
  var place: String { "position \(position), \(stream)" }
  /// Whether it holds values about a person.
  var isAboutPerson: Bool { row.boxes.count > 1 }
}

extension Tampering {
  /// The lines with sealed values, in their order.
  func sealedLines() throws -> [SealedLine] {
    let firsts = Set(try rows(of: .requests).map(\.key))
    return try rows(of: .vault).map { key, row in
      let line = try value(key, in: .events)
      let view = try LineView(line.span.bytes)
      return SealedLine(
        position: key.reduce(0) { $0 << 8 | UInt64($1) }, stream: try StreamName(view.subject),
        row: SealedRow(row), isFirst: firsts.contains(key))
    }
  }

  /// The first line that will do.
  func sealedLine(where isWanted: (SealedLine) -> Bool) throws -> SealedLine {
    guard let line = try sealedLines().first(where: isWanted) else { throw Missing() }
    return line
  }

  /// Two lines, the first two that will do.
  func sealedLines(
    where isWanted: (SealedLine, SealedLine) -> Bool
  ) throws -> (SealedLine, SealedLine) {
    let lines = try sealedLines()
    for one in lines {
      for other in lines where one.position < other.position && isWanted(one, other) {
        return (one, other)
      }
    }
    throw Missing()
  }

  /// Changes one of the boxes that are sealed of a line.
  mutating func change(
    box: Int = 0, of line: SealedLine, _ body: (inout [UInt8]) -> Void
  ) throws {
    var row = line.row
    body(&row.boxes[box])
    try put(row.encoded, for: line.key, in: .vault)
  }
}
