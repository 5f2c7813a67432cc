import Crypto
import GRDB

extension ModelExport {
  /// Bytes of a table that are handed over at a time.
  private static let pageSize = 1 << 18

  /// Gives all tables as a Frictionless data package, a page of a file at a time: `NAME.csv` of each
  /// table, and at last `datapackage.json`, which describes them.
  ///
  /// The same position and classes give the same bytes.
  public func writeCSV(
    _ origin: ExportOrigin, withByteOrderMark hasMark: Bool = false,
    to write: (_ file: String, _ page: [UInt8]) throws -> Void
  ) throws {
    var written: [PackagedTable] = []
    for table in tables { written.append(try writeCSV(table, hasMark, to: write)) }
    let package = DataPackage(
      export: self, origin: origin, labels: try labels(), hasMark: hasMark)
    try write("datapackage.json", package.json(of: written))
  }

  private func writeCSV(
    _ table: ModelTable, _ hasMark: Bool, to write: (String, [UInt8]) throws -> Void
  ) throws -> PackagedTable {
    var (writer, hash, bytes) = (CSVWriter(), SHA256(), 0)
    func hand(_ page: [UInt8]) throws {
      hash.update(data: page)
      bytes += page.count
      try write(table.file, page)
    }
    if hasMark { try hand(CSVWriter.byteOrderMark) }
    writer.add(table.columns.map { .text($0.name) })
    try forEachRow(of: table) { cells in
      writer.add(cells)
      if writer.page.count >= Self.pageSize { try hand(writer.takePage()) }
    }
    try hand(writer.takePage())
    let digest = hash.finalize().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
    return PackagedTable(table: table, bytes: bytes, digest: "sha256:" + digest)
  }
}

extension ModelTable {
  var file: String { name + ".csv" }
}
