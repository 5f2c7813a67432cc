import LMDB

/// Tables of text, so that a test says only what it is about.
extension WriteTransaction {
  mutating func put(_ value: String, for key: String, in table: Table) throws(LMDBError) {
    let (value, key) = (Array(value.utf8), Array(key.utf8))
    try put(value.span.bytes, for: key.span.bytes, in: table)
  }

  mutating func append(_ value: String, for key: String, in table: Table) throws(LMDBError) {
    let (value, key) = (Array(value.utf8), Array(key.utf8))
    try append(value.span.bytes, for: key.span.bytes, in: table)
  }

  mutating func insert(
    _ value: String, for key: String, in table: Table
  ) throws(LMDBError) -> Bool {
    let (value, key) = (Array(value.utf8), Array(key.utf8))
    return try insert(value.span.bytes, for: key.span.bytes, in: table)
  }

  @discardableResult
  mutating func delete(_ key: String, in table: Table) throws(LMDBError) -> Bool {
    let key = Array(key.utf8)
    return try delete(key.span.bytes, in: table)
  }
}

extension Reading where Self: ~Copyable {
  borrowing func text(_ key: String, in table: Table) throws(LMDBError) -> String? {
    let key = Array(key.utf8)
    guard let value = try value(for: key.span.bytes, in: table) else { return nil }
    return String(value)
  }
}

extension Cursor {
  mutating func seek(to key: String) throws(LMDBError) -> String? {
    let key = Array(key.utf8)
    return String(try seek(to: key.span.bytes))
  }

  mutating func seek(atOrBefore key: String) throws(LMDBError) -> String? {
    let key = Array(key.utf8)
    return String(try seek(atOrBefore: key.span.bytes))
  }
}

extension String {
  init(_ bytes: RawSpan) {
    self = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// `key=value`.
  init?(_ entry: borrowing Entry?) {
    switch entry {
    case .some(let entry): self = "\(String(entry.key))=\(String(entry.value))"
    case .none: return nil
    }
  }
}
