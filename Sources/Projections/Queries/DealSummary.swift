/// A deal in a list.
public struct DealSummary: Hashable, Sendable {
  public struct Party: Hashable, Sendable {
    public let party: String
    public let name: String
    public let country: String
    public let role: String
    /// Who took its place; nil while it is a party.
    public let successor: String?
  }

  public let deal: String
  /// Spelled as `Phase` has it.
  public let state: String
  /// In English, or else in the first language by tag.
  public let title: String
  /// By language.
  public let titles: [String: String]
  public let types: [String]
  /// In the order in which they came.
  public let parties: [Party]
  /// With the offset that it was given with.
  public let proposedAt: String
  public let lastAt: String
  public let revision: Int
  /// The place of the deal's last event among all events.
  public let position: Int

  /// The countries of those who are parties now, each once, in their order.
  public var countries: [String] {
    parties.filter { $0.successor == nil }.map(\.country).reduce(into: []) { seen, country in
      if !seen.contains(country) { seen.append(country) }
    }
  }
}
