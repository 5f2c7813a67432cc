extension CanonicalReader {
  /// Reads past a value of any kind and says where it stands, having checked all that is in it.
  @discardableResult
  public mutating func skipValue() throws(JSONFault) -> Range<Int> {
    let start = position
    switch kind {
    case .string: _ = try scanString()
    case .number: _ = try integer()
    case .boolean: _ = try boolean()
    case .null: try null()
    case .array: try skipArray()
    case .object: try skipObject()
    case nil: throw unexpected()
    }
    return start..<position
  }

  /// Reads past a string and says where its text stands, without the quotes; nil where it holds an
  /// escape.
  public mutating func skipPlainString() throws(JSONFault) -> Range<Int>? {
    guard kind == .string else { throw otherType() }
    let token = try scanString()
    return token.isEscaped ? nil : token.body
  }

  /// Reads a value of any kind as its canonical text.
  public mutating func canonicalText() throws(JSONFault) -> String {
    copy(try skipValue(), isASCII: false)
  }

  private mutating func skipArray() throws(JSONFault) {
    try beginArray()
    while try nextElement() { try skipValue() }
    try endArray()
  }

  private mutating func skipObject() throws(JSONFault) {
    try beginObject()
    var last: StringToken?
    while let key = try nextKey() {
      if let last { try checkOrder(last, key) }
      try skipValue()
      last = key
    }
    try endObject()
  }

  private func checkOrder(_ one: StringToken, _ other: StringToken) throws(JSONFault) {
    if isAscending(one, other) { return }
    let isRepeated = !isAscending(other, one)
    throw JSONFault(isRepeated ? .duplicateKey : .misorderedKey, at: other.offset)
  }

  private func isAscending(_ one: StringToken, _ other: StringToken) -> Bool {
    guard !one.isEscaped, !other.isEscaped else {
      return KeyOrder.isAscending(unescaped(one), unescaped(other))
    }
    return bytes.extracting(one.body).withUnsafeBytes { one in
      bytes.extracting(other.body).withUnsafeBytes { other in
        KeyOrder.isAscending(one, other)
      }
    }
  }
}
