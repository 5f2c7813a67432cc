public import EventLog
import Foundation
import GRDB

/// How far read models have come, and what they pass over.
public struct ModelSurvey: Hashable, Sendable {
  /// The next position to be read.
  public let position: GlobalPosition
  public let parked: [ParkedStream]
}

extension ReadModels {
  /// Looks at the models as they stand, and leaves no trace of the look; nil where there are none.
  ///
  /// Only to read a file, SQLite makes two others beside it, unless it is told that nobody writes:
  /// which is so where there is no write-ahead log.
  public func survey() throws(ProjectionFault) -> ModelSurvey? {
    guard let number = folder.current else { return nil }
    let path = folder.file(number)
    guard access(path + "-wal", F_OK) == 0 else {
      return try ModelFile(untouched: path).survey()
    }
    return try current()?.survey()
  }
}

extension ModelFile {
  fileprivate func survey() throws(ProjectionFault) -> ModelSurvey {
    try stored(path) {
      try read { db in
        let reader = try ModelReader(db, path: path)
        return ModelSurvey(position: reader.position, parked: try reader.parked())
      }
    }
  }
}
