import CanonicalJSON
import Disclosures
import Transparency

extension Property {
  /// A file that is read is read alike once it has been written; what it does not prove is said.
  public static let disclosure = Property("disclosure") { bytes throws(Violation) in
    let file = try accepted { () throws(DisclosureFault) in try DisclosureFile(parsing: bytes) }
    guard let file else { return }
    let again = try required("the file as it is written") { () throws(DisclosureFault) in
      try DisclosureFile(parsing: file.encoded)
    }
    try expect(again.encoded == file.encoded, "the file is written in two ways")
    guard let key = ownKey else { return }
    _ = try accepted { () throws(DisclosureFault) in
      try DisclosureVerifier(key.verifierKey).verify(file)
    }
  }

  /// A line that is shown is the line that is proven, whatever is disclosed of it.
  ///
  /// The bytes are a line and disclosures, with a line feed between. They are signed here: behind
  /// the signatures nobody's guesses come.
  public static let opening = Property("opening") { bytes throws(Violation) in
    let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Array($0) }
    guard let key = ownKey, let line = parts.first else { return }
    let checkpoint = try required("a checkpoint of one line") { () throws in
      try key.note(
        Checkpoint(origin: key.verifierKey.name, size: 1, root: .leaf(line.span.bytes)).text)
    }
    let file = try accepted { () throws(DisclosureFault) in
      try DisclosureFile(
        line: line, disclosing: Array(parts.dropFirst()),
        inclusion: InclusionProof(leafIndex: 0, treeSize: 1, hashes: []), checkpoint: checkpoint,
        signedBy: key)
    }
    guard let file else { return }
    let proven = try required("what was made") { () throws(DisclosureFault) in
      try DisclosureVerifier(key.verifierKey).verify(file.encoded)
    }
    try expect(proven.stored == line, "another line is proven")
    try expect(proven.disclosed.count == parts.count - 1, "not all is shown")
  }

  /// Made anew in every process: nothing that is kept depends on it.
  private static let ownKey = try? NoteSigningKey(generatingAs: "fuzz.example")
}
