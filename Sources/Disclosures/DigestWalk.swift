import CanonicalJSON

/// Goes through a line once, from its first byte to its last, and gathers digests.
struct DigestWalk {
  private(set) var found: [SealedDigest] = []
  /// What was wrong first, other than that it is no canonical JSON.
  private(set) var fault: DisclosureFault?

  private var path = FieldPath()
  private var seen: Set<String> = []

  mutating func read(_ line: [UInt8]) throws(JSONFault) {
    var check = CanonicalReader(line.span.bytes)
    try check.skipValue()
    try check.expectEnd()
    var reader = CanonicalReader(line.span.bytes)
    try value(&reader)
  }

  private mutating func value(_ reader: inout CanonicalReader) throws(JSONFault) {
    switch reader.kind {
    case .object: try object(&reader)
    case .array: try array(&reader)
    default: try reader.skipValue()
    }
  }

  private mutating func object(_ reader: inout CanonicalReader) throws(JSONFault) {
    try reader.beginObject()
    while let name = try reader.readKey() {
      path.steps.append(name)
      switch name {
      case ReservedName.digests: try digests(&reader)
      case ReservedName.algorithm: try algorithm(&reader)
      case ReservedName.element:
        note(.reservedName(path))
        try reader.skipValue()
      default: try value(&reader)
      }
      path.steps.removeLast()
    }
    try reader.endObject()
  }

  private mutating func array(_ reader: inout CanonicalReader) throws(JSONFault) {
    try reader.beginArray()
    var index = 0
    while try reader.nextElement() {
      path.steps.append("\(index)")
      try value(&reader)
      path.steps.removeLast()
      index += 1
    }
    try reader.endArray()
  }

  private mutating func note(_ fault: DisclosureFault) {
    if self.fault == nil { self.fault = fault }
  }
}

// MARK: What SD-JWT reserves

extension DigestWalk {
  private mutating func digests(_ reader: inout CanonicalReader) throws(JSONFault) {
    guard reader.kind == .array else {
      note(.malformedDigest(path))
      try reader.skipValue()
      return
    }
    let owner = FieldPath(path.steps.dropLast())
    try reader.beginArray()
    while try reader.nextElement() { try digest(&reader, owner: owner) }
    try reader.endArray()
  }

  private mutating func digest(
    _ reader: inout CanonicalReader, owner: FieldPath
  ) throws(JSONFault) {
    guard reader.kind == .string else {
      note(.malformedDigest(path))
      try reader.skipValue()
      return
    }
    let text = try reader.string()
    guard DisclosureDigest.isWellFormed(text) else { return note(.malformedDigest(path)) }
    if !seen.insert(text).inserted { note(.repeatedDigest(text, at: path)) }
    found.append(SealedDigest(owner: owner, digest: text))
  }

  /// The one algorithm may be named, in the line itself (RFC 9901, section 4.1.1).
  private mutating func algorithm(_ reader: inout CanonicalReader) throws(JSONFault) {
    guard path.steps.count == 1 else {
      note(.reservedName(path))
      try reader.skipValue()
      return
    }
    let name = try reader.canonicalText()
    if name != "\"sha-256\"" { note(.otherDigestAlgorithm(name)) }
  }
}
