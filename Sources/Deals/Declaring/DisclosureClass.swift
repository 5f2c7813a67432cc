/// Who may see a field, from everybody to the data subject alone.
///
/// The order is the one in which classes widen: a reader of one class is not thereby a reader of
/// those before it, since a ministry may see `authority` and still not `parties`.
@frozen public enum DisclosureClass: String, CodeList {
  /// Anybody: parties, title, type, field, dates.
  case `public`
  /// Leaves the ledger only in aggregates.
  case statistical
  /// An authority with a legal right to it; each disclosure is logged.
  case authority
  /// The parties to the deal: rates, prices, comments.
  case parties
  /// Data-room hashes, know-how lists: those named, and nobody else.
  case sealed
  /// A living person's data, erasable by subject.
  case personal

  @inlinable public static var blank: DisclosureClass { .public }

  /// Whether fields of the class may be disclosed to an authority that has a right to them.
  public var goesToAuthorities: Bool { self != .sealed && self != .personal }
}
