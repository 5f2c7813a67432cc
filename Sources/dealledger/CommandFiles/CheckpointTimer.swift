import Ledger

/// Has a long run signed every so often and at its end, so that somebody outside can hold a head of
/// what was recorded meanwhile.
struct CheckpointTimer {
  private let interval: Duration
  private var last = ContinuousClock.now
  private var hasSigned = false

  init(every interval: Duration) { self.interval = interval }

  /// To be called now and then.
  mutating func tick(_ ledger: Ledger, _ console: Console) async {
    guard last.duration(to: .now) >= interval else { return }
    await sign(ledger, console)
    last = .now
  }

  /// To be called at the end; a run that was short signs nothing.
  mutating func end(_ ledger: Ledger, _ console: Console) async {
    if hasSigned { await sign(ledger, console) }
  }

  /// What was recorded stands, signed or not.
  private mutating func sign(_ ledger: Ledger, _ console: Console) async {
    hasSigned = true
    do throws(LedgerFault) {
      _ = try await ledger.createCheckpoint()
    } catch {
      console.talk.warn("no checkpoint was signed: \(error)")
    }
  }
}
