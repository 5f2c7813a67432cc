/// A value in a row of a read model.
public enum Cell: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  /// Of a kind that no projection writes, as SQL spells it.
  case other(String)

  public static func integer(_ number: Int) -> Cell { .integer(Int64(number)) }
  public static func integer(_ number: UInt64) -> Cell { .integer(Int64(clamping: number)) }
  /// The text, or null where there is none.
  public static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .null }
}

extension Cell {
  /// Texts byte by byte: to Swift's own `==`, composed and decomposed letters are the same.
  public static func == (one: Cell, other: Cell) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.integer(let one), .integer(let other)): one == other
    case (.text(let one), .text(let other)), (.other(let one), .other(let other)):
      one.utf8.elementsEqual(other.utf8)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: break
    case .integer(let number): hasher.combine(number)
    case .text(let text), .other(let text):
      // At once, where the bytes lie together: Swift's own texts do.
      let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
      }
      if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }
  }
}

extension Cell: Comparable {
  /// The order that SQLite keeps rows in: null, numbers, texts byte by byte, and the rest.
  public static func < (one: Cell, other: Cell) -> Bool {
    switch (one, other) {
    case (.integer(let one), .integer(let other)): one < other
    case (.text(let one), .text(let other)), (.other(let one), .other(let other)):
      one.utf8.lexicographicallyPrecedes(other.utf8)
    default: one.rank < other.rank
    }
  }

  private var rank: Int {
    switch self {
    case .null: 0
    case .integer: 1
    case .text: 2
    case .other: 3
    }
  }
}

extension Cell: CustomStringConvertible {
  public var description: String {
    switch self {
    case .null: "null"
    case .integer(let number): String(number)
    case .text(let text), .other(let text): text
    }
  }
}
