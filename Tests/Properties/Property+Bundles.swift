import Bundles

extension Property {
  /// What is read as a line of a bundle is written as the same bytes, and a file is cut into the same
  /// lines whatever its parts.
  public static let bundle = Property("bundle") { bytes throws(Violation) in
    let file = BundleFile(bytes)
    let whole = try lines(of: file, max(1, bytes.count))
    for length in [1, 7, 64] {
      try expect(try lines(of: file, length) == whole, "parts of \(length) have other lines")
    }
    for line in whole {
      let read = try accepted { () throws(BundleFault) in try BundleLine(line.span.bytes) }
      guard let encoded = read?.encoded else { continue }
      try expect(encoded == line, "the line is written otherwise")
    }
  }

  private static func lines(of file: BundleFile, _ length: Int) throws(Violation) -> [[UInt8]] {
    var all: [[UInt8]] = []
    for part in 0..<file.parts(of: length) {
      let lines = try required("a part") { () throws(BundleFile.Fault) in
        try file.lines(ofPart: part, length: length)
      }
      for place in lines.places { all.append(Array(lines.bytes[place])) }
    }
    return all
  }
}
