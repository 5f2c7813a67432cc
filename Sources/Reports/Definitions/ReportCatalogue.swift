public import Deals
import Foundation

/// All reports, and what they share.
public struct ReportCatalogue: Decodable, Sendable {
  /// Of the whole file: it stands in every answer.
  public let version: Int
  public let suppression: SuppressionRule
  public let periods: [String: PeriodKind]
  /// What names of dimensions, measures and columns are called, by language.
  public let words: [String: [String: String]]
  /// Sets of codes whose members change, such as the countries of ASEAN.
  public let sets: [String: [SetMember]]
  /// What published figures are held against.
  public let figureMeasures: [String: FigureMeasurement]
  public let reports: [ReportDefinition]

  /// The catalogue that this version of the program brings along.
  public static let standard: ReportCatalogue = {
    do {
      return try JSONDecoder().decode(
        ReportCatalogue.self, from: Data(PackageResources.reports_json))
    } catch {
      preconditionFailure("the program's own reports cannot be read: \(error)")
    }
  }()

  public func report(_ id: String) -> ReportDefinition? {
    reports.first { $0.id.lowercased() == id.lowercased() }
  }
}

extension ReportCatalogue {
  /// The codes that belonged to a set on a day.
  func members(of set: String, on day: Day) -> [String] {
    (sets[set] ?? []).filter { $0.since <= day }.map(\.code)
  }
}

/// A code in a set, from a day on.
public struct SetMember: Decodable, Sendable {
  public let code: String
  public let since: Day

  private enum Key: String, CodingKey { case code, since }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    code = try object.decode(String.self, forKey: .code)
    guard let day = Day(text: try object.decode(String.self, forKey: .since)) else {
      throw DecodingError.dataCorruptedError(
        forKey: .since, in: object, debugDescription: "no day")
    }
    since = day
  }
}

/// How the ledger's own tables count what was published.
public struct FigureMeasurement: Decodable, Sendable {
  /// One part with one measure.
  public let part: ReportDefinition.Part
  /// Whether it is told by the largest value of a column instead of by a number of rows.
  public let largest: String?
}

/// Which sums are not shown.
public struct SuppressionRule: Decodable, Hashable, Sendable {
  /// The fewest contributions that a figure that is shown may consist of.
  public let minimum: Int
  /// The largest share of one party in a sum that is shown, in per mille.
  public let dominancePerMille: Int
}
