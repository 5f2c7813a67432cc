extension AppendTransaction {
  /// Keeps a document, unless it is there.
  mutating func keep(_ document: Document) throws(LogFault) {
    let key = Keys.document(document.digest, under: document.stream)
    if try transaction.lookUp(key.span.bytes, in: tables.documents) != nil { return }
    try put(document.sealed, for: key, in: tables.documents)
  }
}
