public import EventLog

/// A row that is other than the log gives it, and the first event at which the two part.
public struct ModelDivergence: Hashable, Sendable {
  @frozen public enum Kind: String, Hashable, Sendable {
    case changed, missing, extra
  }

  /// A value, as far as it differs: of long texts only the surroundings of the first difference.
  public struct Column: Hashable, Sendable {
    public let name: String
    public let expected: String
    public let found: String

    /// That a column differs, where its values are not for everybody.
    init(unquoted name: String) {
      (self.name, expected, found) = (name, DealDocument.sealed, DealDocument.sealed)
    }
  }

  public let projection: String
  public let table: String
  /// The row's key: `D06`, or `D06 caih`.
  public let key: String
  public let kind: Kind
  /// The columns that differ; all but the key's where the row is missing or extra.
  public let columns: [Column]
  /// The first event that the row does not show, or shows wrongly; nil where no event ever gave it.
  public let event: GlobalPosition?
}

extension ModelDivergence: CustomStringConvertible {
  public var description: String {
    let what =
      switch kind {
      case .changed:
        columns.map { column in
          column.expected == column.found
            ? "\(column.name) is other than the log gives it"
            : "\(column.name) is \(column.found), and the log gives \(column.expected)"
        }.joined(separator: "; ")
      case .missing: "is missing"
      case .extra: "is in no event"
      }
    let place = event.map { ", from the event at position \($0) on" } ?? ""
    return "\(table) \(key): \(what)\(place)"
  }
}

extension ModelDivergence.Column {
  init(_ name: String, expected: Cell, found: Cell) {
    let (one, other) = (expected.description, found.description)
    self.name = name
    self.expected = Self.excerpt(of: one, against: other)
    self.found = Self.excerpt(of: other, against: one)
  }

  /// In Unicode scalars, of each side.
  private static let margin = 40

  private static func excerpt(of text: String, against other: String) -> String {
    let (text, other) = (Array(text.unicodeScalars), Array(other.unicodeScalars))
    guard text.count > 4 * margin else { return String(text) }
    let same = zip(text, other).prefix { $0 == $1 }.count
    let part = text[max(0, same - margin)..<min(text.count, same + margin)]
    return (part.startIndex > 0 ? "…" : "") + String(Array(part))
      + (part.endIndex < text.count ? "…" : "")
  }
}

extension String {
  fileprivate init(_ scalars: [Unicode.Scalar]) {
    self.init(String.UnicodeScalarView(scalars))
  }
}
