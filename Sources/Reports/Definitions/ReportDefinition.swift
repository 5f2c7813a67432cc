public import Deals

/// What a report counts, by what, and for whom: data, which one engine runs over the read models.
public struct ReportDefinition: Decodable, Sendable {
  public let id: String
  /// Raised with every change of what the report counts.
  public let version: Int
  /// By language.
  public let title: [String: String]
  public let audience: [String]
  /// What the figures rest upon: a measure, a survey, a practice.
  public let basis: String
  /// Who may ask, beside whose classes the columns need; nil where that is all.
  public let reader: DisclosureClass?
  public let suppression: Suppression
  /// The dimensions whose totals another report shows too, so that they are not hidden here; with none,
  /// the total of all alone.
  ///
  /// Nil where no other report counts the same rows.
  public let shared: [String]?
  /// The kinds of period for which it is made, the default first; empty for any days.
  public let periods: [String]
  public let dimensions: [Dimension]
  public internal(set) var parts: [Part]
  /// What is worked out from the measures.
  public internal(set) var derived: [Derived]
  /// The measures and derived figures in the order in which they are shown.
  public internal(set) var columns: [String]
  /// Figures that belong to the report and that the ledger does not hold, each with the reason.
  public let notHeld: [String: String]
  /// The code lists by which the dimensions are coded.
  public let codeLists: [String]

  /// Whether it sets published figures against what the ledger gives, instead of counting rows.
  var isOfFigures: Bool { parts.isEmpty }

  public enum Suppression: String, Decodable, Sendable {
    /// Whoever may ask may see each figure.
    case none
    /// Numbers of deals are shown; sums of what is above class public only where they hide each party.
    case sums
    /// No figure of a small or dominated cell is shown.
    case cells
  }

  public struct Dimension: Decodable, Sendable {
    public let name: String
    /// The values that are shown; nil for all.
    ///
    /// Others are counted, and belong to the totals.
    public let shows: [String]?
    /// False where the values are sets that overlap, so that no total over them means anything.
    public let adds: Bool

    private enum Key: String, CodingKey { case name, shows, adds }

    public init(from decoder: any Decoder) throws {
      let object = try decoder.container(keyedBy: Key.self)
      name = try object.decode(String.self, forKey: .name)
      shows = try object.decodeIfPresent([String].self, forKey: .shows)
      adds = try object.decodeIfPresent(Bool.self, forKey: .adds) ?? true
    }
  }

  /// What is counted in one table.
  public struct Part: Decodable, Sendable {
    public let from: String
    /// The column of the day that puts a row into a period; nil where each row counts.
    public let on: String?
    public let conditions: [ReportCondition]
    /// The column for each dimension, with `:year` or `:month` where only that of its day counts; a
    /// dimension without one has no value in this part.
    public let by: [String: String]
    /// The columns of those whose shares of a sum must not be seen.
    public let contributors: [String]
    public internal(set) var measures: [Measure]
  }

  public struct Measure: Decodable, Sendable {
    public let name: String
    public let kind: Kind
    public let conditions: [ReportCondition]

    public enum Kind: Hashable, Sendable {
      /// How many rows there are.
      case count
      /// How many values of a column there are.
      case distinct(String)
      /// The sum of a column of integers.
      case sum(String)
      /// The sum of decimal numbers: the column's name without `_millionths`.
      case decimals(String)
      /// The sum of amounts: the column's name without `_millionths`, and that of the currency.
      case money(String, currency: String)
      /// A quantile of a column of integers: the nearest rank.
      case quantile(String, perMille: Int)
    }
  }

  /// A figure worked out from others.
  public struct Derived: Decodable, Sendable {
    public let name: String
    public let kind: Kind

    public enum Kind: Hashable, Sendable {
      /// One by another.
      case ratio(String, String)
      /// A sum by the number of what it adds up, in each currency.
      case mean(String)
      /// One by another, in per cent.
      case percentage(String, String)
      /// By a thousand of another, of which the total of the same period counts.
      case perThousand(String, String)
      /// In per cent of the total of the same period.
      case share(String)
      /// Against the period before, in per cent.
      case change(String)
      /// One less others.
      case difference(String, [String])
    }
  }
}

// MARK: Reading

extension ReportDefinition {
  private enum Key: String, CodingKey {
    case id, version, title, audience, basis, reader, suppression, shared, periods, dimensions,
      parts
    case derived, columns, notHeld, codeLists
  }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    id = try object.decode(String.self, forKey: .id)
    version = try object.decode(Int.self, forKey: .version)
    title = try object.decode([String: String].self, forKey: .title)
    audience = try object.decode([String].self, forKey: .audience)
    basis = try object.decodeIfPresent(String.self, forKey: .basis) ?? ""
    reader = try object.decodeIfPresent(String.self, forKey: .reader).map { name in
      guard let known = DisclosureClass(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          forKey: .reader, in: object, debugDescription: "\(name) is no class")
      }
      return known
    }
    suppression = try object.decode(Suppression.self, forKey: .suppression)
    shared = try object.decodeIfPresent([String].self, forKey: .shared)
    periods = try object.decode([String].self, forKey: .periods)
    dimensions = try object.decode([Dimension].self, forKey: .dimensions)
    parts = try object.decode([Part].self, forKey: .parts)
    derived = try object.decodeIfPresent([Derived].self, forKey: .derived) ?? []
    columns = try object.decode([String].self, forKey: .columns)
    notHeld = try object.decodeIfPresent([String: String].self, forKey: .notHeld) ?? [:]
    codeLists = try object.decodeIfPresent([String].self, forKey: .codeLists) ?? []
  }
}

extension ReportDefinition.Part {
  private enum Key: String, CodingKey {
    case from, on, by, contributors, measures
    case conditions = "where"
  }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    from = try object.decode(String.self, forKey: .from)
    on = try object.decodeIfPresent(String.self, forKey: .on)
    conditions = try object.decodeIfPresent([ReportCondition].self, forKey: .conditions) ?? []
    by = try object.decode([String: String].self, forKey: .by)
    contributors = try object.decodeIfPresent([String].self, forKey: .contributors) ?? []
    measures = try object.decode([ReportDefinition.Measure].self, forKey: .measures)
  }
}

extension ReportDefinition.Measure {
  private enum Key: String, CodingKey {
    case name, count, distinct, sum, decimals, money, currency, median, p90
    case conditions = "where"
  }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    name = try object.decode(String.self, forKey: .name)
    conditions = try object.decodeIfPresent([ReportCondition].self, forKey: .conditions) ?? []
    let column = { (key: Key) in try object.decodeIfPresent(String.self, forKey: key) }
    if let distinct = try column(.distinct) {
      kind = .distinct(distinct)
    } else if let sum = try column(.sum) {
      kind = .sum(sum)
    } else if let money = try column(.money) {
      kind = .money(money, currency: try column(.currency) ?? money + "_currency")
    } else if let decimals = try column(.decimals) {
      kind = .decimals(decimals)
    } else if let median = try column(.median) {
      kind = .quantile(median, perMille: 500)
    } else if let p90 = try column(.p90) {
      kind = .quantile(p90, perMille: 900)
    } else {
      kind = .count
    }
  }
}

extension ReportDefinition.Derived {
  private enum Key: String, CodingKey {
    case name, ratio, mean, percentage, perThousand, share, change, difference
  }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    name = try object.decode(String.self, forKey: .name)
    let names = { (key: Key) in try object.decodeIfPresent([String].self, forKey: key) }
    if let pair = try names(.ratio), pair.count == 2 {
      kind = .ratio(pair[0], pair[1])
    } else if let pair = try names(.percentage), pair.count == 2 {
      kind = .percentage(pair[0], pair[1])
    } else if let pair = try names(.perThousand), pair.count == 2 {
      kind = .perThousand(pair[0], pair[1])
    } else if let list = try names(.difference), let first = list.first {
      kind = .difference(first, Array(list.dropFirst()))
    } else if let mean = try object.decodeIfPresent(String.self, forKey: .mean) {
      kind = .mean(mean)
    } else if let change = try object.decodeIfPresent(String.self, forKey: .change) {
      kind = .change(change)
    } else {
      kind = .share(try object.decode(String.self, forKey: .share))
    }
  }
}
