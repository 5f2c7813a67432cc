public import Transparency

/// Where all streams end, sorted by the hashes of their names, with the RFC 6962 tree over them.
///
/// A dense stream has no hole, but its last event need not be the last: that is what this proves. It
/// takes a seek for each stream, and memory for all of them while it lives.
public struct StreamHeads: Sendable {
  public let heads: [StreamHead]

  package init(_ heads: [StreamHead]) {
    self.heads = heads.sorted { $0.subject < $1.subject }
  }

  public var root: TreeHash { .root(of: leaves.span) }

  /// Where a stream stands among them, or where it would.
  public func index(of stream: StreamName) -> (index: Int, isThere: Bool) {
    let subject = StreamHead.hash(of: stream)
    var range = heads.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if heads[middle].subject < subject {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    let index = range.lowerBound
    return (index, index < heads.count && heads[index].subject == subject)
  }

  /// The proof that the head at an index is among them.
  public func inclusionProof(of index: Int) -> InclusionProof {
    InclusionProof(ofLeaf: index, among: leaves.span)
  }

  private var leaves: [TreeHash] { heads.map(\.leaf) }
}
