extension [UInt8] {
  /// The text's bytes: at once where they lie together, as those of Swift's own texts do.
  mutating func append(utf8 text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { append(contentsOf: $0) }
    if isDone == nil { append(contentsOf: text.utf8) }
  }
}
