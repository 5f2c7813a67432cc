import DealRecords
public import Deals
import EventLog
import Foundation
import Keyring
import Projections
import Replay

extension Ledger {
  /// Measures all that an operator should know of, writes nothing, and reads three lines at most.
  public func vitals(at now: Instant = .now) throws(LedgerFault) -> Vitals {
    var vitals = Vitals()
    vitals.format = Vitals.Format(log: EventStore.format, rules: identity.decider.value)
    vitals.room = try room()
    vitals.readers = try readers()
    vitals.log = try logged { () throws(LogFault) in
      Vitals.Log(
        events: try store.withSnapshot { snapshot throws(LogFault) in try snapshot.size() },
        fileBytes: FolderSurvey.bytes(of: folder.log + "/data.mdb"),
        freeBytes: try store.freeBytes())
    }
    vitals.models = models
    vitals.clock = Vitals.Clock(mode: identity.clock, now: now, last: try lastTime())
    vitals.keys = keysVitals()
    vitals.checkpoint = try checkpointVitals(of: vitals.log.events)
    let survey = FolderSurvey(folder, keys: keysFolder)
    (vitals.exposures, vitals.leftovers) = (survey.exposures, survey.leftovers)
    return vitals
  }

  private func readers() throws(LedgerFault) -> Vitals.Readers {
    try logged { () throws(LogFault) in
      let usage = try store.usage()
      let others = try store.heldSnapshots().filter { $0.process != getpid() }
      // Asking with signal 0 harms nobody, and ESRCH is the one answer that means death.
      let dead = others.count { kill($0.process, 0) != 0 && errno == ESRCH }
      return Vitals.Readers(
        live: others.count - dead, dead: dead,
        mostBehind: others.map(\.commitsBehind).max() ?? 0, most: usage.mostReaders,
        limit: usage.readerLimit)
    }
  }

  private var models: Vitals.Models {
    let models = ReadModels(folder: folder.models, access: .readOnly)
    do throws(ProjectionFault) {
      guard let survey = try models.survey() else { return .missing }
      var found = Vitals.Models.Reading()
      (found.position, found.parked) = (survey.position.rawValue, survey.parked.map { "\($0)" })
      found.projections = ReadModels.projections.map { $0.name }
      found.bytes = FolderSurvey.bytes(in: folder.models)
      return .read(found)
    } catch {
      return .unreadable("\(error)")
    }
  }

  private func keysVitals() -> Vitals.Keys {
    var vitals = Vitals.Keys()
    vitals.bytes = FolderSurvey.bytes(in: keysFolder)
    do throws(KeyringFault) {
      let keyring = try keysAtHand.get().keyring
      let report = try keyring.check().without(strangers: ErasureSearch.fileName, LogKey.nextName)
      vitals.count = report.keys
      vitals.inLastBackup = try keyring.backups.last?.keys
      (vitals.leftovers, vitals.strangers) = (report.leftovers, report.strangers)
      vitals.logKeyProblem = problemOfLogKey
    } catch {
      vitals.problem = "\(error)"
      if case .missing = error { return vitals }
      vitals.isDamaged = true
    }
    return vitals
  }

  private func checkpointVitals(of events: UInt64) throws(LedgerFault) -> Vitals.Checkpoint {
    guard let size = try checkpoints().last?.size else { return Vitals.Checkpoint() }
    guard size < events else { return Vitals.Checkpoint(size: size) }
    return Vitals.Checkpoint(size: size, firstUnsigned: try time(at: GlobalPosition(size)))
  }

  /// When the line at a position was recorded.
  private func time(at position: GlobalPosition) throws(LedgerFault) -> Instant? {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        guard let line = try snapshot.line(at: position), let view = try? LineView(line) else {
          return nil
        }
        return Instant(text: view.time)
      }
    }
  }
}
