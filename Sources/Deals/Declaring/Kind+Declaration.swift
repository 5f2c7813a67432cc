// The declarations behind the names on the wire, for schemas and documentation.

extension CommandKind {
  /// The fields of the command's data in canonical order, with what only its event has.
  public var declaration: [FieldDeclaration] {
    var (recorder, command) = (FieldRecorder(), DealCommand(blank: self))
    try? command.fields(&recorder)
    return recorder.fields
  }
}

extension DealEventKind {
  /// The fields of the event's data in canonical order, with what only its command has.
  public var declaration: [FieldDeclaration] {
    var (recorder, event) = (FieldRecorder(), DealEvent(blank: self))
    try? event.fields(&recorder)
    return recorder.fields
  }
}

extension PartyCommandKind {
  /// The fields of the command's data in canonical order, with what only its event has.
  public var declaration: [FieldDeclaration] {
    switch self {
    case .registerPartyKey: KeyRegistration.declaration
    case .revokePartyKey: KeyRevocation.declaration
    }
  }
}

extension PartyEventKind {
  /// The fields of the event's data in canonical order, with what only its command has.
  public var declaration: [FieldDeclaration] { cause.declaration }
}

extension NetworkCommandKind {
  /// The fields of the command's data in canonical order, which are those of its event.
  public var declaration: [FieldDeclaration] { NetworkCommand(blank: self).declaration }
}

extension NetworkEventKind {
  /// The fields of the event's data in canonical order, which are those of its command.
  public var declaration: [FieldDeclaration] { cause.declaration }
}
