import Deals
import EventLog

extension Findings {
  /// What is wrong where the table `commands` does not know the command from its sender.
  func problemWithSender(
    of envelope: Envelope, at place: Place, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> Divergence? {
    guard let sender else { return nil }
    if let id = try? CommandID(envelope.commandID, from: sender.text),
      try snapshot.firstPosition(of: id) == envelope.position
    {
      return nil
    }
    return Divergence(
      .log, .commandRowMissing, at: place,
      "no row of commands leads here from its sender \(sender.text)")
  }
}
