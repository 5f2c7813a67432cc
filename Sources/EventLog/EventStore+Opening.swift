import LMDB

extension EventStore {
  /// Opens a log, and makes nothing where there is none.
  static func open(
    _ folder: String, _ access: Access, _ mapSize: Int
  ) throws(LogFault) -> (Environment, Tables) {
    // A writer makes the tables that it does not find, so a reader looks first.
    try requireLog(in: folder)
    return try stored { () throws(LMDBError) in
      let environment =
        switch access {
        case .readWrite: try Environment(folder: folder, mapSize: mapSize)
        // A reader has the map of the writer.
        case .readOnly: try Environment(folder: folder, mapSize: 0, access: .readOnly)
        }
      return (environment, try Tables(environment))
    }
  }

  private static func requireLog(in folder: String) throws(LogFault) {
    let found: String?
    do throws(LMDBError) {
      found = try formatOfLog(in: folder)
    } catch .missingTable, .noSuchFile, .notLMDB {
      throw .notALog(folder: folder)
    } catch {
      throw .storage(StorageFault(error))
    }
    guard let found else { throw .notALog(folder: folder) }
    guard found == format else { throw .unknownFormat(found) }
  }

  private static func formatOfLog(in folder: String) throws(LMDBError) -> String? {
    let environment = try Environment(folder: folder, mapSize: 0, access: .readOnly)
    let found = try format(in: environment)
    // Another format may have other tables; a log of this one has all of its own.
    if found == format { _ = try Tables(environment) }
    return found
  }

  /// The format that the table `meta` names, if it does.
  static func format(in environment: Environment) throws(LMDBError) -> String? {
    let meta = try environment.openTables(["meta"])[0]
    let transaction = try ReadTransaction(environment)
    let key = Keys.format
    return try transaction.value(for: key.span.bytes, in: meta)?.text
  }
}
