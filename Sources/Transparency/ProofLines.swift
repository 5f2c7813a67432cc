/// The lines of a proof, one after another, as far as its empty line.
struct ProofLines {
  private(set) var rest: Substring
  /// Of the line that came last, from 1.
  private(set) var number = 0

  init(_ text: String) { rest = text[...] }

  /// The next line; nil where none ends.
  mutating func next() -> Substring? {
    number += 1
    guard let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { rest = rest[rest.utf8.index(after: end)...] }
    return rest[..<end]
  }

  /// Takes the next line; answers whether it is this one.
  mutating func take(_ line: String) -> Bool {
    next().map { $0.utf8.elementsEqual(line.utf8) } ?? false
  }

  /// The hashes up to the empty line, which is taken too.
  mutating func hashes() throws(ProofTextFault) -> [TreeHash] {
    var hashes: [TreeHash] = []
    while let line = next(), !line.isEmpty {
      guard hashes.count < Self.mostHashes, let hash = TreeHash(base64: String(line)) else {
        throw .malformedLine(number)
      }
      hashes.append(hash)
    }
    return hashes
  }

  /// A consistency proof in a tree of 2^64 leaves has no more.
  private static let mostHashes = 65
}

extension Substring {
  /// What follows a prefix; nil where it does not begin so.
  func dropping(_ prefix: String) -> Substring? {
    guard utf8.starts(with: prefix.utf8) else { return nil }
    return self[utf8.index(startIndex, offsetBy: prefix.utf8.count)...]
  }
}

extension UInt64 {
  /// A number in decimal digits without leading zeros.
  init?(canonical text: some StringProtocol) {
    guard let number = UInt64(text), "\(number)".utf8.elementsEqual(text.utf8) else { return nil }
    self = number
  }
}
