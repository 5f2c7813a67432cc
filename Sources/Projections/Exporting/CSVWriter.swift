/// Rows as RFC 4180 has them, in pages for whoever writes them out.
public struct CSVWriter {
  private(set) var page: [UInt8] = []

  public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  public init() {}

  /// - Parameter numbers: The places of numbers spelt as texts: a minus makes no formula of them.
  public mutating func add(_ row: some Sequence<Cell>, numbers: Set<Int> = []) {
    for (place, cell) in row.enumerated() {
      if place > 0 { page.append(UInt8(ascii: ",")) }
      if case .text(let number) = cell, numbers.contains(place) {
        page += number.utf8
      } else {
        add(cell)
      }
    }
    page += [0x0D, 0x0A]
  }

  public mutating func takePage() -> [UInt8] {
    defer { page.removeAll(keepingCapacity: true) }
    return page
  }

  private mutating func add(_ cell: Cell) {
    switch cell {
    case .null: break
    case .integer(let number): page += String(number).utf8
    case .text(let text), .other(let text): add(text)
    }
  }

  private mutating func add(_ text: String) {
    let text = Self.harmless(text)
    guard Self.needsQuotes(text) else {
      page += text.utf8
      return
    }
    page.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { page.append(byte) }
      page.append(byte)
    }
    page.append(UInt8(ascii: "\""))
  }

  /// A text that no spreadsheet takes for a formula: one that looks like it has an apostrophe before.
  ///
  /// So has one that begins with an apostrophe, so that one can always be taken off again.
  static func harmless(_ text: String) -> String {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠": "'" + text
    default: text
    }
  }

  private static func needsQuotes(_ text: String) -> Bool {
    text.utf8.contains { [0x22, 0x2C, 0x0D, 0x0A].contains($0) }
      || text.utf8.first == 0x20 || text.utf8.last == 0x20
  }
}
