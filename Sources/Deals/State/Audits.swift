/// An examination of the books, with what it found.
public struct Audit: Hashable, Sendable {
  @frozen public enum Status: String, Hashable, Sendable {
    case open, closed
  }

  public let opening: Entered<AuditOpening>
  public internal(set) var findings: [Entered<AuditFinding>] = []
  public internal(set) var closing: Entered<AuditClosing>?

  init(_ opening: Entered<AuditOpening>) { self.opening = opening }

  public var id: Identifier { opening.fact.audit }
  public var isOpen: Bool { closing == nil }
  public var status: Status { isOpen ? .open : .closed }
}
