import Deals
import EventLog
import Foundation
import GRDB

/// One generation: a SQLite file with all projections and one position.
struct ModelFile: Sendable {
  let path: String
  let database: any DatabaseWriter

  /// Opens a file that is there.
  init(opening path: String, readOnly: Bool) throws(ProjectionFault) {
    self.path = path
    database = try stored(path) {
      guard !readOnly else { return try Self.openReadOnly(path) }
      return try DatabasePool(path: path, configuration: Self.configuration())
    }
  }

  /// Makes the file of a generation that has read nothing yet: to be filled, and then finished.
  init(
    creating path: String, generation: Int, of store: EventStore, _ exposure: Exposure,
    _ projections: [any Projection.Type]
  ) throws(ProjectionFault) {
    self.path = path
    try Self.makePrivateFile(at: path)
    database = try stored(path) {
      try DatabaseQueue(path: path, configuration: Self.configuration())
    }
    try found(generation: generation, store, exposure, projections)
  }

  /// SQLite would make a file that everybody may read; those beside it take after this one.
  private static func makePrivateFile(at path: String) throws(ProjectionFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .file(path: path, problem: String(cString: strerror(errno)))
    }
    close(descriptor)
  }

  /// Makes a database in a temporary place of SQLite's own, which goes with it: in memory, where it
  /// holds what no other file may.
  init(
    asideFor store: EventStore, _ exposure: Exposure, _ projections: [any Projection.Type]
  ) throws(ProjectionFault) {
    path = ""
    database = try stored("") {
      try DatabaseQueue(
        path: exposure.isPublic ? "" : ":memory:", configuration: Self.configuration())
    }
    try found(generation: 0, store, exposure, projections)
  }

  // With NORMAL a loss of power may take the last transactions, rows and position together; they
  // are read from the log again. The log itself is never written so.
  static func configuration(readOnly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { db in
      db.add(function: SearchGrams.function)
      // What a sort sets aside would else lie in a file of its own.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      // Up to 64 MiB of pages that were read, so that the next question need not read them again.
      try db.execute(
        sql: db.configuration.readonly
          ? "PRAGMA cache_size = -65536" : "PRAGMA synchronous = NORMAL")
    }
    return configuration
  }

  private func found(
    generation: Int, _ store: EventStore, _ exposure: Exposure,
    _ projections: [any Projection.Type]
  ) throws(ProjectionFault) {
    try stored(path) {
      let start = try store.withSnapshot { snapshot throws(LogFault) in
        try LogPoint(before: 0, in: snapshot)
      }
      let meta = ModelMeta(
        point: start, generation: generation, classes: exposure.classes,
        projections: ModelMeta.names(of: projections))
      // Wide rows take less time in larger pages; a file that is empty takes them.
      try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA page_size = 8192")
      }
      try database.write { db in
        for table in ModelMeta.tables + projections.flatMap({ $0.tables }) {
          try db.execute(sql: table.creation)
        }
        try db.execute(sql: "PRAGMA user_version = \(ModelMeta.format)")
        for projection in projections {
          try db.cachedStatement(sql: ModelMeta.tables[1].insertion)
            .execute([.text(projection.name), .integer(projection.version)])
        }
        try meta.write(to: db)
      }
    }
  }

  /// Reads from one state of the database, also within another reading of it, of whose state it is.
  func read<Answer>(_ body: (Database) throws -> Answer) throws -> Answer {
    try database.unsafeReentrantRead { db in
      guard !db.isInsideTransaction else { return try body(db) }
      var answer: Answer?
      try db.inTransaction(.deferred) {
        answer = try body(db)
        return .commit
      }
      guard let answer else { throw ModelMismatch.unreadable("a reading was broken off") }
      return answer
    }
  }

  /// What the file says of itself; nil where that cannot be understood.
  func meta() throws(ProjectionFault) -> ModelMeta? {
    try stored(path) {
      do {
        return try read { db in try ModelMeta(db) }
      } catch is ModelMismatch {
        return nil
      } catch let error as DatabaseError where error.isOfTheFile {
        return nil
      }
    }
  }

  /// Puts all that is in the write-ahead log into the file itself.
  func settle() throws(ProjectionFault) {
    try stored(path) {
      try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    }
  }
}

// MARK: Reading where nothing may be written

extension ModelFile {
  /// Opens a file for reading, or a copy of it.
  ///
  /// SQLite needs a file of its own beside a database in WAL mode, if only to read it. Where it can
  /// neither find nor make one, as on a full disk, a copy is read.
  private static func openReadOnly(_ path: String) throws -> any DatabaseWriter {
    do {
      let database = try DatabasePool(path: path, configuration: configuration(readOnly: true))
      let version = try database.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") }
      // After a power cut the index of the write-ahead log may be blank, and whoever may not write
      // cannot make it anew: the file then looks empty.
      return version == 0 ? try openCopy(of: path) : database
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_FULL]
      .contains(error.resultCode)
    {
      return try openCopy(of: path)
    }
  }

  private static func openCopy(of path: String) throws -> any DatabaseWriter {
    try requirePublic(path)
    let files = FileManager.default
    guard files.isReadableFile(atPath: path) else {
      throw ProjectionFault.file(path: path, problem: "cannot be read")
    }
    let folder = files.temporaryDirectory.appending(path: "models-\(UUID())")
    try files.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Once it is open its names are not needed any more.
    defer { try? files.removeItem(at: folder) }
    let copy = folder.appending(path: "copy.sqlite").path
    try files.copyItem(atPath: path, toPath: copy)
    if files.fileExists(atPath: path + "-wal") {
      try files.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
    }
    let database = try DatabaseQueue(path: copy, configuration: configuration())
    _ = try database.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") }
    return database
  }
}

extension ModelFile {
  /// Opens a file to which nobody writes, and makes none beside it.
  init(untouched path: String) throws(ProjectionFault) {
    self.path = path
    database = try stored(path) { try Self.openUntouched(path) }
  }

  private static func openUntouched(_ path: String) throws -> DatabaseQueue {
    let unsafe = CharacterSet(charactersIn: "%?#")
    let place = path.addingPercentEncoding(withAllowedCharacters: unsafe.inverted) ?? path
    return try DatabaseQueue(
      path: "file:\(place)?immutable=1", configuration: configuration(readOnly: true))
  }

  /// What is not for everybody is not copied out of its folder.
  ///
  /// The file is read as it lies: what it says of its classes was settled before it went live.
  static func requirePublic(_ path: String) throws {
    guard (try? openUntouched(path).read { db in try ModelMeta(db).classes }) == [.public] else {
      throw ProjectionFault.file(
        path: path,
        problem: "SQLite can make no files beside it, and it is not copied elsewhere,"
          + " since it shows more than public values")
    }
  }
}

/// Runs calls to SQLite, and says of what they throw that they threw it.
func stored<Result>(
  _ path: String, _ body: () throws -> Result
) throws(ProjectionFault) -> Result {
  do {
    return try body()
  } catch let fault as ProjectionFault {
    throw fault
  } catch let fault as LogFault {
    throw .log(fault)
  } catch let error as DatabaseError {
    throw .database(
      path: path, code: error.extendedResultCode.rawValue, message: error.message ?? "nothing")
  } catch {
    throw .file(path: path, problem: "\(error)")
  }
}
