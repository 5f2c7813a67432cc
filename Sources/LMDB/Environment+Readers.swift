internal import CLMDB

/// A place in the lock file that a process has taken to read.
public struct ReaderSlot: Hashable, Sendable {
  /// The process's number, as it was where it ran.
  public let process: Int32
  /// The commit that its snapshot shows; nil where it looks at none at the moment.
  public let transactionID: Int?

  /// Reads a line of LMDB's list: process, thread, commit.
  init?(_ line: Substring) {
    let fields = line.split(separator: " ")
    guard fields.count == 3, let process = Int32(fields[0]) else { return nil }
    (self.process, transactionID) = (process, Int(fields[2]))
  }
}

extension Environment {
  /// The readers of all processes, the dead ones included; none where there is no lock file.
  public func readers() throws(LMDBError) -> [ReaderSlot] {
    var list = ""
    // LMDB offers the list as text alone, a line a call.
    let code = unsafe withUnsafeMutablePointer(to: &list) { list in
      unsafe mdb_reader_list(
        handle,
        { line, list in
          guard let line = unsafe line else { return 0 }
          unsafe list?.assumingMemoryBound(to: String.self).pointee += String(cString: line)
          return 0
        }, list)
    }
    guard code >= 0 else { throw LMDBError(code: code) }
    return list.split(separator: "\n").compactMap(ReaderSlot.init)
  }
}
