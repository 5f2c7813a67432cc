import DealRecords
import EventLog
import Keyring

/// A command as the log keeps it, as far as it can be opened.
enum KeptCommand {
  /// It is the one that its lines name, and was sealed under these keys.
  case opened(CommandRecord, under: [KeyID])
  /// It stays closed: its key was destroyed, or is not at hand.
  case closed
  /// It is not there, or it is not the one that its lines name.
  case missing
}

extension KeptCommand {
  /// Opens the command that a line names, and says what stands against it.
  init(
    _ row: RawSpan?, of envelope: Envelope, at position: GlobalPosition, by vault: Vault?,
    _ owners: KeyCheck?, _ draft: inout CertificateDraft
  ) {
    let place = Place.event(position, of: envelope.stream.text)
    guard let row else {
      draft.add(.log, .requestMissing, at: place, "the request of its command is missing")
      self = .missing
      return
    }
    guard let keys = SealedBox(row)?.keys else {
      draft.add(.log, .requestDiffers, at: place, "the request of its command is no sealed box")
      self = .missing
      return
    }
    guard let vault, let owners else {
      draft.counts.closedCommands += 1
      self = .closed
      return
    }
    if let problem = owners.problem(with: keys, of: envelope.stream, at: position) {
      draft.add(.log, .requestDiffers, at: place, "the request of its command: \(problem)")
      self = .missing
      return
    }
    self.init(vault.record(row, id: envelope.commandID), under: keys, envelope, at: place, &draft)
  }
  private init(
    _ opening: Result<CommandRecord, Closure>, under keys: [KeyID], _ envelope: Envelope,
    at place: Place, _ draft: inout CertificateDraft
  ) {
    switch opening {
    case .success(let record) where record.digest == envelope.commandDigest:
      self = .opened(record, under: keys)
    case .success:
      draft.add(
        .log, .requestDiffers, at: place,
        "request and findings are not those that the line's commanddigest covers")
      self = .missing
    case .failure(.altered):
      draft.add(
        .log, .requestDiffers, at: place, "the request of its command: \(Closure.altered)")
      self = .missing
    case .failure(.erased):
      draft.counts.erasedCommands += 1
      self = .closed
    case .failure(let closure):
      draft.counts.closedCommands += 1
      draft.leaveOpen(.decisions, "\(place), the request of its command: \(closure)")
      self = .closed
    }
  }
}
