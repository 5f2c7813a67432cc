import CanonicalJSON

/// JSON for people to read: keys sorted, two spaces deeper for each level.
indirect enum SchemaNode {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  case list([SchemaNode])
  case object([String: SchemaNode])

  func pretty(_ margin: String = "") -> String {
    let inner = margin + "  "
    return switch self {
    case .text(let text): Self.quoted(text)
    case .integer(let integer): "\(integer)"
    case .boolean(let boolean): "\(boolean)"
    case .list(let nodes): Self.lines(nodes.map { $0.pretty(inner) }, margin, "[", "]")
    case .object(let members):
      Self.lines(
        members.sorted { $0.key < $1.key }.map { name, node in
          "\(Self.quoted(name)): \(node.pretty(inner))"
        }, margin, "{", "}")
    }
  }

  private static func lines(
    _ lines: [String], _ margin: String, _ open: String, _ close: String
  ) -> String {
    guard !lines.isEmpty else { return open + close }
    let body = lines.map { "\(margin)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(body)\n\(margin)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var writer = CanonicalWriter()
    writer.string(text)
    return String(decoding: writer.finish(), as: UTF8.self)
  }
}
