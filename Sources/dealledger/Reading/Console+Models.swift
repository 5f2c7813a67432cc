import EventLog
import Ledger
import Projections
import Replay

extension Console {
  /// The read models, brought up with the log as far as may be.
  ///
  /// Where they cannot be written they answer as they stand, and a person is told how far that is.
  func models(of ledger: Ledger) throws -> ReadModels {
    let models = ReadModels(folder: ledger.folder.models)
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
      talk.warn("the read models answer up to position \(position) of \(size): \(error)")
      return reader
    }
  }
}

extension ProjectionFault {
  /// Whether the models may still be asked as they stand.
  fileprivate var leavesModelsReadable: Bool {
    switch self {
    case .database, .file, .notWritable: true
    case .log, .missing, .parked: false
    }
  }
}
