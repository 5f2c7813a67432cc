import Transparency

extension Property {
  /// What is read as a note, a checkpoint or a key is written as the same bytes.
  public static let note = Property("note") { bytes throws(Violation) in
    let note = try accepted { () throws(NoteFault) in try SignedNote(parsing: bytes.span.bytes) }
    if let note {
      try expect(Array(note.rendered.utf8) == bytes, "the note is written otherwise")
      try checkCheckpoint(note.text)
    }
    try checkCheckpoint(String(decoding: bytes, as: UTF8.self))
    try checkKey(String(decoding: bytes, as: UTF8.self))
  }

  private static func checkCheckpoint(_ text: String) throws(Violation) {
    let checkpoint = try accepted { () throws(CheckpointFault) in try Checkpoint(parsing: text) }
    guard let checkpoint else { return }
    try expect(
      checkpoint.text.utf8.elementsEqual(text.utf8), "the checkpoint is written otherwise")
  }

  private static func checkKey(_ text: String) throws(Violation) {
    let key = try accepted { () throws(NoteFault) in try NoteVerifierKey(parsing: text) }
    guard let key else { return }
    try expect(key.description.utf8.elementsEqual(text.utf8), "the key is written otherwise")
  }
}
