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
