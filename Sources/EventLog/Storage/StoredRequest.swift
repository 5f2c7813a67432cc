import Glibc
public import Transparency

/// A command as it was received, with what the decision was told beyond it.
///
///     offset  bytes
///     0       32      the salt
///     32      4       the length of the request, R, big-endian
///     36      R       the request
///     36 + R          the findings, to the end
public struct StoredRequest: Hashable, Sendable {
  public let salt: [UInt8]
  public let request: [UInt8]
  public let findings: [UInt8]

  static let saltLength = 32

  /// What `commanddigest` says: SHA-256 over a label, the salt, the request and the findings.
  ///
  /// The salt keeps a request of few possible values from being guessed by its digest.
  public var digest: TreeHash {
    let message = Array("dealledger/command/0\n".utf8) + encoded
    return .sha256(message.span.bytes)
  }

  var encoded: [UInt8] {
    var row = salt
    withUnsafeBytes(of: UInt32(request.count).bigEndian) { row.append(contentsOf: $0) }
    row.append(contentsOf: request)
    row.append(contentsOf: findings)
    return row
  }

  /// A command that is new, under a salt of its own.
  init(request: [UInt8], findings: [UInt8]) {
    self.init(salt: .random(Self.saltLength), request: request, findings: findings)
  }

  init(salt: [UInt8], request: [UInt8], findings: [UInt8]) {
    (self.salt, self.request, self.findings) = (salt, request, findings)
  }

  init(decoding row: RawSpan) throws(LogFault) {
    let header = Self.saltLength + 4
    guard row.byteCount >= header else { throw .damaged("a stored request is too short") }
    let length = Int(
      UInt32(
        bigEndian: row.unsafeLoadUnaligned(fromByteOffset: Self.saltLength, as: UInt32.self)))
    guard length <= row.byteCount - header else {
      throw .damaged("a stored request is shorter than it says")
    }
    salt = row.extracting(0..<Self.saltLength).copied()
    request = row.extracting(header..<header + length).copied()
    findings = row.extracting((header + length)..<row.byteCount).copied()
  }
}

extension [UInt8] {
  /// Up to 256 bytes from the system's generator, in one call of it.
  fileprivate static func random(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      precondition(getentropy(buffer.baseAddress, count) == 0, "The system has no random numbers")
      filled = count
    }
  }
}

extension RawSpan {
  /// The bytes, to keep.
  public func copied() -> [UInt8] { withUnsafeBytes { Array($0) } }
}
