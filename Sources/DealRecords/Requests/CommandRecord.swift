public import Transparency

/// A command as it was received, with what the decision was told beyond it: what is kept, sealed.
///
///     offset  bytes
///     0       32      the salt
///     32      4       the length of the request, R, big-endian
///     36      R       the request
///     36 + R          the findings, to the end
public struct CommandRecord: Hashable, Sendable {
  public let salt: [UInt8]
  public let request: [UInt8]
  public let findings: [UInt8]

  /// The id of the command that founds a ledger.
  public static let foundingID = "init"

  /// A command that is new, under a salt of its own.
  public init(request: [UInt8], findings: [UInt8], salts: Salts = Salts()) {
    (salt, self.request, self.findings) = (salts.next(), request, findings)
  }

  /// What `commanddigest` says: SHA-256 over a label, the salt, the request and the findings.
  ///
  /// The salt keeps a request of few possible values from being guessed by its digest.
  public var digest: TreeHash {
    let message = Array("dealledger/command/1\n".utf8) + encoded
    return .sha256(message.span.bytes)
  }

  public var encoded: [UInt8] {
    var bytes = salt
    bytes.reserveCapacity(salt.count + 4 + request.count + findings.count)
    bytes.append(bigEndian: UInt32(request.count))
    bytes.append(contentsOf: request)
    bytes.append(contentsOf: findings)
    return bytes
  }

  /// Nil where the bytes are no record.
  public init?(decoding bytes: [UInt8]) {
    let header = Salts.length + 4
    guard bytes.count >= header else { return nil }
    let length = bytes[Salts.length..<header].reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - header else { return nil }
    salt = Array(bytes.prefix(Salts.length))
    request = Array(bytes[header..<header + length])
    findings = Array(bytes[(header + length)...])
  }
}

extension [UInt8] {
  mutating func append(bigEndian number: UInt32) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
