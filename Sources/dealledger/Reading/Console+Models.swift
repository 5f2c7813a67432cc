import Deals
import EventLog
import Ledger
import Projections
import Replay

extension Console {
  /// Brings the read models up with the log, so that whoever asks next does not wait.
  ///
  /// What was submitted stands in the log whatever becomes of them: a fault is a warning.
  func bringUpModels(of ledger: Ledger) {
    do {
      _ = try models(of: ledger)
    } catch {
      talk.warn("the read models are behind: \(error); `dealledger rebuild` makes them anew")
    }
  }

  /// The read models, brought up with the log as far as may be.
  ///
  /// Where they cannot be written they answer as they stand, and a person is told how far that is.
  func models(of ledger: Ledger) throws -> ReadModels {
    let models = ReadModels(folder: ledger.folder.models, vault: ledger.vault)
    do throws(ProjectionFault) {
      var progress = Progress("events", of: Int((try? ledger.size) ?? 0), on: talk)
      defer { progress.finish() }
      try models.catchUp(with: ledger.store) { done, _ in progress.advance(to: Int(done)) }
      for stream in try models.parked() { talk.warn("\(stream)") }
      return models
    } catch {
      let reader = ReadModels(folder: ledger.folder.models, access: .readOnly)
      guard error.leavesModelsReadable, let position = try? reader.position else { throw error }
      let size = try ledger.size
      if position.rawValue < size {
        talk.warn("the read models answer up to position \(position) of \(size): \(error)")
      }
      return reader
    }
  }
}

extension Console {
  /// Asks the read models as they stand, or such as are made aside for another position or other
  /// classes.
  ///
  /// - Parameter classes: Those that are to be shown; nil for what the live ones show.
  func read<Answer>(
    asOf position: GlobalPosition?, showing classes: (ReadModels) throws -> Set<DisclosureClass>?,
    _ body: (ModelReader) throws -> Answer
  ) throws -> Answer {
    let ledger = try open(.readOnly)
    defer { ledger.close() }
    let size = try ledger.size
    if let position, position.rawValue > size {
      throw Failure.usage(
        "the ledger has \(size) events, and not \(position)",
        next: "give --as-of a number from 0 to \(size)")
    }
    let models = try models(of: ledger)
    var progress = Progress("events", of: Int(position?.rawValue ?? size), on: talk)
    return try models.read(
      from: ledger.store, asOf: position, showing: try classes(models),
      progress: { done, _ in progress.advance(to: Int(done)) }
    ) { reader in
      progress.finish()
      return try body(reader)
    }
  }
}

extension ProjectionFault {
  /// Whether the models may still be asked as they stand.
  fileprivate var leavesModelsReadable: Bool {
    switch self {
    case .database, .file, .foreignOwner, .keys, .noKeys, .notWritable: true
    case .log, .missing, .parked, .stillParked, .unsearchable: false
    }
  }
}
