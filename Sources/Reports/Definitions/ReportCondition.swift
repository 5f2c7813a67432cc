/// What a row has to meet to be counted.
public indirect enum ReportCondition: Hashable, Sendable {
  case present(String)
  case absent(String)
  case equals(String, ReportOperand)
  case differs(String, ReportOperand)
  case isOneOf(String, [ReportOperand])
  /// The column has a member of a set that the catalogue names, as it was on the last day.
  case isMember(String, of: String)
  case startsWith(String, String)
  /// The column's day is not after that day; false where there is none.
  case through(String, ReportDay)
  /// The column's day is after that day; false where there is none.
  case after(String, ReportDay)
  /// The column's number is at most, or at least, that.
  case atMost(String, Int)
  case atLeast(String, Int)
  case any([ReportCondition])
}

/// A text or a number in a condition.
public enum ReportOperand: Hashable, Sendable, Decodable {
  case text(String)
  case integer(Int)

  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else {
      self = .text(try value.decode(String.self))
    }
  }
}

/// A day that the question gives, moved by some days.
public struct ReportDay: Hashable, Sendable {
  public enum Anchor: String, Sendable { case from, to, on }

  public let anchor: Anchor
  public let offset: Int
}

extension ReportDay: Decodable {
  /// `to`, or `to+30`.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    let pieces = text.split(separator: "+", maxSplits: 1)
    guard let anchor = pieces.first.flatMap({ Anchor(rawValue: String($0)) }),
      let offset = pieces.count == 2 ? Int(pieces[1]) : 0
    else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) is no day of a question"))
    }
    (self.anchor, self.offset) = (anchor, offset)
  }
}

extension ReportCondition: Decodable {
  private enum Key: String, CodingKey {
    case column, `is`, equals, differs, `in`, memberOf, startsWith, through, after, atMost, atLeast,
      any
  }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    if let any = try object.decodeIfPresent([ReportCondition].self, forKey: .any) {
      self = .any(any)
      return
    }
    let column = try object.decode(String.self, forKey: .column)
    guard let key = object.allKeys.first(where: { $0 != .column }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(column) has no condition"))
    }
    switch key {
    case .equals: self = .equals(column, try object.decode(ReportOperand.self, forKey: key))
    case .differs: self = .differs(column, try object.decode(ReportOperand.self, forKey: key))
    case .memberOf: self = .isMember(column, of: try object.decode(String.self, forKey: key))
    case .in: self = .isOneOf(column, try object.decode([ReportOperand].self, forKey: key))
    case .startsWith: self = .startsWith(column, try object.decode(String.self, forKey: key))
    case .through: self = .through(column, try object.decode(ReportDay.self, forKey: key))
    case .after: self = .after(column, try object.decode(ReportDay.self, forKey: key))
    case .atMost: self = .atMost(column, try object.decode(Int.self, forKey: key))
    case .atLeast: self = .atLeast(column, try object.decode(Int.self, forKey: key))
    case .is, .column, .any:
      self =
        try object.decode(String.self, forKey: .is) == "absent" ? .absent(column) : .present(column)
    }
  }
}

extension ReportCondition: CustomStringConvertible {
  /// As an answer names its filters.
  public var description: String {
    switch self {
    case .present(let column): "\(column) is known"
    case .absent(let column): "\(column) is not known"
    case .equals(let column, let value): "\(column) = \(value)"
    case .differs(let column, let value): "\(column) ≠ \(value)"
    case .isOneOf(let column, let values):
      "\(column) in (\(values.map { "\($0)" }.joined(separator: ", ")))"
    case .isMember(let column, let set): "\(column) in \(set)"
    case .startsWith(let column, let prefix): "\(column) begins with \(prefix)"
    case .through(let column, let day): "\(column) ≤ \(day)"
    case .after(let column, let day): "\(column) > \(day)"
    case .atMost(let column, let number): "\(column) ≤ \(number)"
    case .atLeast(let column, let number): "\(column) ≥ \(number)"
    case .any(let conditions):
      "(" + conditions.map(\.description).joined(separator: " or ") + ")"
    }
  }
}

extension ReportOperand: CustomStringConvertible {
  public var description: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    }
  }
}

extension ReportDay: CustomStringConvertible {
  public var description: String {
    let name =
      switch anchor {
      case .from: "the first day"
      case .to: "the last day"
      case .on: "the legal date"
      }
    return offset == 0 ? name : "\(name) and \(offset) days"
  }
}
