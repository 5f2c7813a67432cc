import Foundation

/// All reports, and what they share.
public struct ReportCatalogue: Decodable, Sendable {
  /// Of the whole file: it stands in every answer.
  public let version: Int
  public let suppression: SuppressionRule
  public let periods: [String: PeriodKind]
  /// What names of dimensions, measures and columns are called, by language.
  public let words: [String: [String: String]]
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

/// Which sums are not shown.
public struct SuppressionRule: Decodable, Hashable, Sendable {
  /// The fewest contributions that a figure that is shown may consist of.
  public let minimum: Int
  /// The largest share of one party in a sum that is shown, in per mille.
  public let dominancePerMille: Int
}
