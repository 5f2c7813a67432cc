public import Deals
public import EventLog

/// A deal as it stands, as JSON for people and programs: what `show --json` prints.
///
/// A pure rendering: the same deal gives the same bytes.
public struct DealDocument: Hashable, Sendable {
  /// What stands in place of a value that is not shown.
  public static let sealed = "sealed"

  public let deal: Identifier
  public let state: Deal
  /// Where the deal's last event stands among all events.
  public let position: GlobalPosition

  public init(of deal: Identifier, _ state: Deal, lastEventAt position: GlobalPosition) {
    (self.deal, self.state, self.position) = (deal, state, position)
  }

  /// The revision of the deal's last event.
  public var revision: Int { state.events - 1 }

  /// The document for a reader who may see fields of these classes, and public ones.
  ///
  /// A field that is not shown, or that is closed to everybody here, reads "sealed"; what is shown
  /// and absent is left out. Keys stand in one fixed order, which is for reading and not canonical.
  public func json(
    showing classes: Set<DisclosureClass> = Set(DisclosureClass.allCases)
  ) -> [UInt8] {
    var writer = DocumentWriter(showing: classes)
    writer.document(self)
    return writer.finish()
  }
}
