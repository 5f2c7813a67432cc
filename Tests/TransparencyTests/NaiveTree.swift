import Transparency

/// The tree as RFC 6962, section 2.1, writes it down: recursive, slow, and with nothing of ours but SHA-256.
enum NaiveTree {
  typealias Bytes = [UInt8]

  static func leaf(_ line: Bytes) -> Bytes { sha256([0x00] + line) }

  /// MTH(D[n]).
  static func root(_ leaves: ArraySlice<Bytes>) -> Bytes {
    switch leaves.count {
    case 0: return sha256([])
    case 1: return leaves[leaves.startIndex]
    default:
      let k = split(leaves)
      return sha256([0x01] + root(leaves[..<k]) + root(leaves[k...]))
    }
  }

  /// PATH(m, D[n]).
  static func path(_ m: Int, _ leaves: ArraySlice<Bytes>) -> [Bytes] {
    guard leaves.count > 1 else { return [] }
    let k = split(leaves)
    return m < k
      ? path(m, leaves[..<k]) + [root(leaves[k...])]
      : path(m, leaves[k...]) + [root(leaves[..<k])]
  }

  /// SUBPROOF(m, D[n], b).
  static func subproof(_ m: Int, _ leaves: ArraySlice<Bytes>, _ known: Bool = true) -> [Bytes] {
    guard m != leaves.endIndex else { return known ? [] : [root(leaves)] }
    let k = split(leaves)
    return m <= k
      ? subproof(m, leaves[..<k], known) + [root(leaves[k...])]
      : subproof(m, leaves[k...], false) + [root(leaves[..<k])]
  }

  /// The largest power of two below the number of leaves, as an index.
  private static func split(_ leaves: ArraySlice<Bytes>) -> Int {
    var k = 1
    while k * 2 < leaves.count { k *= 2 }
    return leaves.startIndex + k
  }

  private static func sha256(_ bytes: Bytes) -> Bytes {
    TreeHash.sha256(bytes.span.bytes).naive
  }
}

extension TreeHash {
  var naive: [UInt8] { withBytes { $0.withUnsafeBytes { [UInt8]($0) } } }
}
