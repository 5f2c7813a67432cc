extension Environment {
  /// Throws unless LMDB can open the file in a folder without harm.
  ///
  /// To be called before an environment is made for a file that may be damaged.
  public static func checkHead(in folder: String) throws(PageFault) {
    _ = try dataFile(in: folder).head()
  }

  /// Throws unless LMDB can follow every page of the file in a folder without harm; answers how many
  /// are in use.
  ///
  /// Where others write, hold a snapshot meanwhile: the pages of its commit and of later ones then
  /// stay as they are.
  public static func checkPages(
    in folder: String,
    progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PageFault) -> UInt64 {
    let file = try dataFile(in: folder)
    let head = try file.head()
    let length: Int
    do throws(LMDBError) {
      // Measured after the head was read: a writer in another process only makes it longer.
      length = try file.length()
    } catch {
      throw .unreadable(error)
    }
    var check = PageCheck(file, head, length: length, progress: progress)
    try check.run()
    return check.usedCount
  }

  private static func dataFile(in folder: String) throws(PageFault) -> DataFile {
    do throws(LMDBError) {
      return try DataFile(at: folder + "/data.mdb", .readOnly)
    } catch {
      throw .unreadable(error)
    }
  }
}
