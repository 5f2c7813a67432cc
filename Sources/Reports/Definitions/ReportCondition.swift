/// What a row has to meet to be counted.
public indirect enum ReportCondition: Hashable, Sendable {
  case present(String)
  case absent(String)
  case equals(String, ReportOperand)
  case isOneOf(String, [ReportOperand])
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
    case column, `is`, equals, `in`, startsWith, through, after, atMost, atLeast, any
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
