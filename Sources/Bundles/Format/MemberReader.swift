import CanonicalJSON
import Transparency

/// Reads the members of a line in their order, and refuses every other.
struct MemberReader: ~Escapable {
  var json: CanonicalReader

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { json = CanonicalReader(bytes) }

  mutating func text(_ name: StaticString) throws(BundleFault) -> String {
    try require(name)
    return try read { (json) throws(JSONFault) in try json.string() }
  }

  mutating func count(_ name: StaticString) throws(BundleFault) -> UInt64 {
    try require(name)
    let number = try read { (json) throws(JSONFault) in try json.integer() }
    guard let count = UInt64(exactly: number) else { throw .malformed("\(name)", "it is negative") }
    return count
  }

  mutating func optionalCount(_ name: StaticString) throws(BundleFault) -> UInt64? {
    json.isAt(name) ? try count(name) : nil
  }

  /// The texts of an array.
  mutating func texts(_ name: StaticString) throws(BundleFault) -> [String] {
    try require(name)
    return try read { (json) throws(JSONFault) in
      var texts: [String] = []
      try json.beginArray()
      while try json.nextElement() { texts.append(try json.string()) }
      try json.endArray()
      return texts
    }
  }

  mutating func hashes(_ name: StaticString) throws(BundleFault) -> [TreeHash] {
    var hashes: [TreeHash] = []
    for text in try texts(name) {
      guard let hash = TreeHash(base64: text) else {
        throw .malformed("\(name)", "it holds what is no hash in base64")
      }
      hashes.append(hash)
    }
    return hashes
  }

  /// Bytes in standard base64.
  mutating func bytes(_ name: StaticString) throws(BundleFault) -> [UInt8] {
    guard let bytes = Base64.bytes(of: try text(name)) else {
      throw .malformed("\(name)", "it is not base64 in its one spelling")
    }
    return bytes
  }

  mutating func begin() throws(BundleFault) {
    try read { (json) throws(JSONFault) in try json.beginObject() }
  }

  mutating func end() throws(BundleFault) {
    try read { (json) throws(JSONFault) in try json.endObject() }
  }

  mutating func beginArray() throws(BundleFault) {
    try read { (json) throws(JSONFault) in try json.beginArray() }
  }

  mutating func nextElement() throws(BundleFault) -> Bool {
    try read { (json) throws(JSONFault) in try json.nextElement() }
  }

  mutating func endArray() throws(BundleFault) {
    try read { (json) throws(JSONFault) in try json.endArray() }
  }

  mutating func expectEnd() throws(BundleFault) {
    try read { (json) throws(JSONFault) in try json.expectEnd() }
  }

  mutating func require(_ name: StaticString) throws(BundleFault) {
    guard json.takeKey(name) else { throw .member("\(name)") }
  }

  mutating func read<Result>(
    _ body: (inout CanonicalReader) throws(JSONFault) -> Result
  ) throws(BundleFault) -> Result {
    do throws(JSONFault) {
      return try body(&json)
    } catch {
      throw .json(error)
    }
  }
}

extension CanonicalReader {
  /// Whether this key comes next.
  fileprivate func isAt(_ name: StaticString) -> Bool {
    var ahead = self
    return ahead.takeKey(name)
  }
}

extension CanonicalWriter {
  mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  mutating func member(_ name: StaticString, _ count: UInt64) {
    key(name)
    integer(Int(count))
  }

  mutating func member(_ name: StaticString, _ texts: some Sequence<String>) {
    key(name)
    beginArray()
    for text in texts {
      element()
      string(text)
    }
    endArray()
  }

  mutating func member(_ name: StaticString, _ hashes: [TreeHash]) {
    member(name, hashes.lazy.map(\.base64))
  }
}
