import DealRecords
import EventLog

/// A command as the log keeps it, as far as it can be opened.
enum KeptCommand {
  case opened(CommandRecord)
  /// It stays closed: no key is at hand, or its key was destroyed.
  case closed
  /// It is not there, or it is not the one that its lines name.
  case missing
}

extension KeptCommand {
  /// Opens the command that a line names, and says what stands against it.
  init(
    _ envelope: Envelope, at position: GlobalPosition, in snapshot: borrowing Snapshot,
    by vault: Vault?, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    let place = Place.event(position, of: envelope.stream.text)
    guard let row = try? snapshot.request(firstAt: position) else {
      draft.add(.log, .requestMissing, at: place, "the request of its command is missing")
      self = .missing
      return
    }
    switch vault?.record(row, id: envelope.commandID) {
    case nil: self = .closed
    case .success(let record) where record.digest == envelope.commandDigest: self = .opened(record)
    case .success:
      draft.add(
        .log, .requestDiffers, at: place,
        "request and findings are not those that the line's commanddigest covers")
      self = .missing
    case .failure(.erased):
      draft.counts.erasedCommands += 1
      self = .closed
    case .failure(.altered):
      draft.add(.log, .requestDiffers, at: place, "the request: \(Closure.altered)")
      self = .missing
    case .failure(let closure):
      draft.leaveOpen(.decisions, "the request at position \(position): \(closure)")
      self = .closed
    }
  }
}
