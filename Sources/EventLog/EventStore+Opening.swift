import Glibc
import LMDB
import Transparency

extension EventStore {
  static func open(
    _ folder: String, _ access: Access, _ mapSize: Int
  ) throws(LogFault) -> (Environment, Tables) {
    guard Glibc.access(folder + "/data.mdb", F_OK) == 0 else { throw .notALog(folder: folder) }
    do throws(LMDBError) {
      let environment = try Environment(
        folder: folder, mapSize: mapSize, access: access == .readOnly ? .readOnly : .readWrite)
      return (environment, try Tables(environment))
    } catch .missingTable {
      throw .notALog(folder: folder)
    } catch {
      throw .storage(error)
    }
  }

  /// Makes a log in a folder that is there and empty, with the events of its founding command.
  ///
  /// - Parameter source: The `source` of its lines: `/ledgers/<id>/0`.
  /// - Returns: What the founding command came to.
  public static func create(
    folder: String, source: String, mapSize: Int = 256 << 30, founding: Submission
  ) throws(LogFault) -> AppendOutcome {
    guard Glibc.access(folder + "/data.mdb", F_OK) != 0 else {
      throw .alreadyThere(folder: folder)
    }
    let environment = try stored { () throws(LMDBError) in
      try Environment(folder: folder, mapSize: mapSize)
    }
    let tables = try stored { () throws(LMDBError) in try Tables(environment) }
    var transaction = try AppendTransaction(
      environment, tables, after: Tail(edge: .init(), time: nil, source: source))
    try transaction.put(Array(format.utf8), for: Keys.format, in: tables.meta)
    let outcome: AppendOutcome
    do throws(AppendFault) {
      outcome = try transaction.take(founding)
    } catch {
      throw error.fault
    }
    guard case .appended = outcome else { return outcome }
    _ = try transaction.commit()
    return outcome
  }
}
