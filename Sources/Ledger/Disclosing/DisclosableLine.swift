public import Deals
import Disclosures
public import EventLog

/// A line of the log, with what it hides and can show.
public struct DisclosableLine: Sendable {
  public let position: GlobalPosition
  /// The deal whose line it is; nil for the ledger's own lines and those about parties' keys.
  public let deal: Identifier?
  public let type: String
  /// What the line hides, in the order of its event's declaration; nil where this version of the
  /// program does not know the type.
  public let sealed: [SealedField]?
  /// Where the fields stand that everybody sees.
  let shown: [FieldPath]
  /// The line as it is stored.
  let bytes: [UInt8]

  /// The fields that can be disclosed: they are open, and a deal's may go to an authority.
  public var disclosable: [SealedField] {
    (sealed ?? []).filter { field in
      field.opened != nil && (deal == nil || field.disclosure.goesToAuthorities)
    }
  }
}

extension Ledger {
  /// The line at a position, for a reader who may see fields of some classes.
  public func disclosableLine(
    at position: GlobalPosition, showing shown: Set<DisclosureClass>
  ) throws(DisclosingFault) -> DisclosableLine {
    try disclosing { () throws(LedgerFault) in
      let opening = FieldOpening(by: keysAtHand, for: shown)
      let line = try logged { () throws(LogFault) in
        try store.withSnapshot { snapshot throws(LogFault) -> DisclosableLine? in
          guard let line = try snapshot.line(at: position) else { return nil }
          return try DisclosableLine(
            line, at: position, sealed: try snapshot.vault(at: position), opening)
        }
      }
      guard let line else { throw .noSuchPosition(position.rawValue) }
      return line
    }
  }
}
