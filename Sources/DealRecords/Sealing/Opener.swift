public import Deals
public import EventLog

/// What opens the sealed values of lines, as far as they may be seen.
public struct Opener: Sendable {
  private let vault: Vault?
  private let purpose: Vault.Purpose
  private let shown: Set<DisclosureClass>?

  /// Opens nothing: an auditor without keys sees what everybody may see.
  public static let closed = Opener(nil, for: .deciding)

  /// - Parameters:
  ///   - vault: Nil where no keys are at hand.
  ///   - shown: The classes that are opened; nil for all.
  public init(
    _ vault: Vault?, for purpose: Vault.Purpose, showing shown: Set<DisclosureClass>? = nil
  ) {
    (self.vault, self.purpose, self.shown) = (vault, purpose, shown)
  }

  /// Opens what a line has sealed, as far as it can be and may be.
  public func open(
    _ row: RawSpan?, of stream: StreamName, at position: GlobalPosition
  ) -> OpenedLine {
    guard let vault, let row else { return OpenedLine(closed: []) }
    return vault.open(row, of: stream, at: position, for: purpose, showing: shown)
  }

  /// Opens the parts of a line that have been found in its row.
  public func open(
    _ row: RawSpan, _ parts: SealedParts, of envelope: Envelope
  ) -> OpenedLine {
    guard let vault else { return OpenedLine(closed: []) }
    return vault.open(
      row, parts, of: envelope.stream, at: envelope.position, for: purpose, showing: shown)
  }
}

extension Fact {
  /// Reads an event's data with what can be opened of them; nil for a type that is not known.
  ///
  /// What is closed for a good reason is closed in the fact. What is not what was sealed there is a
  /// fault, and no value.
  public init?(
    _ line: borrowing LineView, at position: GlobalPosition, sealed row: RawSpan?,
    by opener: Opener
  ) throws(FieldFault) {
    guard let stream = try? StreamName(line.subject) else { return nil }
    let opened = opener.open(row, of: stream, at: position)
    guard !opened.closures.contains(.altered) else {
      throw FieldFault(.malformed("\(Closure.altered)")).inside("_sd")
    }
    try self.init(type: line.type, data: line.data, opened: opened.values)
  }
}
