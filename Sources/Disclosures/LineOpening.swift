/// Puts disclosed fields where their digests stand, and counts what stays hidden.
struct LineOpening {
  private(set) var disclosed: [DisclosedField] = []
  private(set) var hidden: [HiddenFields] = []
  private(set) var line: JSONTree

  private let disclosures: [String: Disclosure]

  /// The line with what these disclosures, by their digests, show of it.
  static func open(
    _ line: ProvenLine, with disclosures: [String: Disclosure]
  ) throws(DisclosureFault) -> LineOpening {
    var opening = LineOpening(line: line.tree, disclosures: disclosures)
    opening.line = try opening.opened(line.tree, at: FieldPath())
    return opening
  }

  private init(line: JSONTree, disclosures: [String: Disclosure]) {
    (self.line, self.disclosures) = (line, disclosures)
  }

  private mutating func opened(
    _ tree: JSONTree, at path: FieldPath
  ) throws(DisclosureFault) -> JSONTree {
    switch tree {
    case .string, .integer, .literal: return tree
    case .array(let elements):
      var opened: [JSONTree] = []
      for (index, element) in elements.enumerated() {
        opened.append(try self.opened(element, at: path.appending("\(index)")))
      }
      return .array(opened)
    case .object(let members): return .object(try opened(members, at: path))
    }
  }

  /// The members of an object without what SD-JWT put there, and with what is shown.
  private mutating func opened(
    _ members: [JSONTree.Member], at path: FieldPath
  ) throws(DisclosureFault) -> [JSONTree.Member] {
    var opened: [JSONTree.Member] = []
    var shown: [Disclosure] = []
    for member in members {
      if member.name == ReservedName.digests { shown = disclose(member.value, at: path) }
      if ReservedName.includes(member.name) { continue }
      let value = try self.opened(member.value, at: path.appending(member.name))
      opened.append(.init(name: member.name, value: value))
    }
    for disclosure in shown {
      guard opened.insert(.init(name: disclosure.field, value: disclosure.value)) else {
        throw .takenName(disclosure.name, owner: path)
      }
    }
    return opened
  }

  /// Which of an object's digests are disclosed; the rest are counted.
  private mutating func disclose(_ digests: JSONTree, at owner: FieldPath) -> [Disclosure] {
    guard case .array(let digests) = digests else { return [] }
    var shown: [Disclosure] = []
    for case .string(let digest) in digests {
      if let disclosure = disclosures[digest] { shown.append(disclosure) }
    }
    for disclosure in shown {
      disclosed.append(
        DisclosedField(
          path: owner.appending(disclosure.field), value: disclosure.value.canonical))
    }
    if shown.count < digests.count {
      hidden.append(HiddenFields(owner: owner, count: digests.count - shown.count))
    }
    return shown
  }
}
