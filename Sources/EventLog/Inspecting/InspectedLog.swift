import Glibc
import LMDB

/// A log that is opened to be judged: nothing in it is believed, and nothing is written.
///
/// Its pages are read as plain bytes before LMDB follows them, so that damage is found and does not
/// take the process down.
public final class InspectedLog: Sendable {
  private let environment: Environment
  private let tables: Tables
  /// How many pages are in use.
  public let pages: UInt64

  /// Checks every page; `progress` is called with how many are done, and how many there are.
  public init(
    folder: String, mapSize: Int = 256 << 30,
    progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(InspectionFault) {
    guard access(folder + "/data.mdb", F_OK) == 0 else { throw .log(.notALog(folder: folder)) }
    do throws(PageFault) {
      (environment, tables, pages) = try Self.open(folder, mapSize, progress)
    } catch .unreadable(.missingTable(let name)) {
      throw Self.faultOfLog(in: folder, without: name)
    } catch {
      throw InspectionFault(error)
    }
  }

  /// A log of another format may have other tables, which is no damage.
  private static func faultOfLog(in folder: String, without table: String) -> InspectionFault {
    let environment = try? Environment(folder: folder, mapSize: 0, access: .readOnly)
    if let environment, let format = try? EventStore.format(in: environment),
      format != EventStore.format
    {
      return .log(.unknownFormat(format))
    }
    return InspectionFault(.unreadable(.missingTable(table)))
  }

  /// Looks at the log as it stands after the last commit.
  public func withSnapshot<Result: ~Copyable>(
    _ body: (borrowing Snapshot) throws(LogFault) -> Result
  ) throws(LogFault) -> Result {
    let snapshot = try Snapshot(environment, tables)
    return try body(snapshot)
  }

  private static func open(
    _ folder: String, _ mapSize: Int,
    _ progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void
  ) throws(PageFault) -> (Environment, Tables, UInt64) {
    try Environment.checkHead(in: folder)
    let environment = try read { () throws(LMDBError) in
      try Environment(folder: folder, mapSize: mapSize, access: .readOnly)
    }
    // Held so that a writer elsewhere does not use the pages again while they are checked.
    let hold = try read { () throws(LMDBError) in try ReadTransaction(environment) }
    let pages = try Environment.checkPages(in: folder, progress: progress)
    let tables = try read { () throws(LMDBError) in try Tables(environment) }
    _ = consume hold
    return (environment, tables, pages)
  }

  private static func read<Result: ~Copyable>(
    _ body: () throws(LMDBError) -> Result
  ) throws(PageFault) -> Result {
    do throws(LMDBError) {
      return try body()
    } catch {
      throw .unreadable(error)
    }
  }
}
