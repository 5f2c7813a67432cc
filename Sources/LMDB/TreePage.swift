/// A page of a tree, whose nodes are as `MDB_page` and `MDB_node` in LMDB's source have them.
struct TreePage {
  /// Where a node leads to, beyond its own page.
  enum Lead {
    case nowhere
    case tree(root: UInt64)
    /// A value on pages of its own.
    case run(last: UInt64)
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func leads() throws(LMDBError) -> [Lead] {
    let isBranch = try number(at: 10) & 1 != 0
    let count = (try number(at: 12) - 16) / 2
    var leads: [Lead] = []
    for index in 0..<max(count, 0) {
      let node = try number(at: 16 + 2 * index)
      leads.append(try isBranch ? branch(at: node) : leaf(at: node))
    }
    return leads
  }

  private func branch(at node: Int) throws(LMDBError) -> Lead {
    let low = try bytes.integer(at: node, as: UInt32.self)
    return .tree(root: UInt64(low) | UInt64(try number(at: node + 4)) << 32)
  }

  private func leaf(at node: Int) throws(LMDBError) -> Lead {
    let flags = try number(at: node + 4)
    let value = node + 8 + (try number(at: node + 6))
    if flags & 1 != 0 {
      let first = try bytes.integer(at: value, as: UInt64.self)
      let size = Int(try bytes.integer(at: node, as: UInt32.self))
      return .run(last: first &+ UInt64((size + 15) / bytes.count))
    }
    if flags & 2 != 0 { return .tree(root: try bytes.integer(at: value + 40, as: UInt64.self)) }
    return .nowhere
  }

  private func number(at offset: Int) throws(LMDBError) -> Int {
    Int(try bytes.integer(at: offset, as: UInt16.self))
  }
}
