import Deals
public import EventLog
public import Keyring

extension Vault {
  /// The event as it goes into the log: its data with digests, and the ciphertext beside it.
  ///
  /// - Parameter keys: Those of the command that causes it, so that they need not be looked up.
  public func seal(
    _ fact: Fact, of stream: StreamName, at position: GlobalPosition, with salts: Salts,
    under keys: CommandKeys? = nil
  ) throws(KeyringFault) -> NewEvent {
    let (data, values) = fact.sealed(with: salts)
    guard !values.isEmpty else { return NewEvent(type: fact.type, data: data, vault: []) }
    var boxes: [[UInt8]] = []
    for (number, part) in values.parts.enumerated() {
      let known = keys?.key(of: part.subject)
      let owner = part.subject.map(Self.owner(ofPerson:)) ?? Self.owner(of: stream)
      let key = if let known { known } else { try keyring.key(for: owner) }
      boxes.append(
        try keyring.seal(
          Padding.pad(part.bytes), under: [key],
          boundTo: context(of: number, in: stream, at: position)))
    }
    return NewEvent(type: fact.type, data: data, vault: SealedParts.encode(boxes))
  }

  /// Opens what a line has sealed, as far as it can be; nil shows all classes.
  func open(
    _ row: RawSpan, of stream: StreamName, at position: GlobalPosition, for purpose: Purpose,
    showing shown: Set<DisclosureClass>?
  ) -> OpenedLine {
    guard let sealed = SealedParts(decoding: row) else { return OpenedLine(closed: [.altered]) }
    return open(row, sealed, of: stream, at: position, for: purpose, showing: shown)
  }

  func open(
    _ row: RawSpan, _ sealed: SealedParts, of stream: StreamName, at position: GlobalPosition,
    for purpose: Purpose, showing shown: Set<DisclosureClass>?
  ) -> OpenedLine {
    var (parts, closures): ([[UInt8]?], Set<Closure>) = ([], [])
    for (number, place) in sealed.places.enumerated() {
      let context = context(of: number, in: stream, at: position)
      switch open(row.extracting(place), boundTo: context, for: purpose) {
      case .success(let bytes): parts.append(Padding.strip(bytes))
      case .failure(let closure):
        parts.append(nil)
        closures.insert(closure)
      }
    }
    guard let values = try? OpenedValues(parts, showing: shown) else {
      return OpenedLine(closed: [.altered])
    }
    return OpenedLine(values: values, closures: closures)
  }

  private func context(
    of part: Int, in stream: StreamName, at position: GlobalPosition
  ) -> [UInt8] {
    context("vault", stream.text, position.rawValue.description, part.description)
  }

  /// The keys that a row of the table `vault` needs, in the order of its parts.
  public static func keys(ofRow row: RawSpan) -> [KeyID] {
    SealedParts(decoding: row)?.keys ?? []
  }
}

/// What was opened of a line, and why the rest was not.
public struct OpenedLine: Sendable {
  public var values: OpenedValues
  public var closures: Set<Closure>

  init(values: OpenedValues, closures: Set<Closure>) {
    (self.values, self.closures) = (values, closures)
  }

  init(closed closures: Set<Closure>) { self.init(values: OpenedValues(), closures: closures) }
}
