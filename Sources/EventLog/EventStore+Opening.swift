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
    let tables = try Tables(environment)
    let transaction = try ReadTransaction(environment)
    let key = Keys.format
    guard let row = try transaction.value(for: key.span.bytes, in: tables.meta) else { return nil }
    return String(decoding: row.copied(), as: UTF8.self)
  }
}
