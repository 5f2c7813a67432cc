import CanonicalJSON
import Transparency

extension DisclosedLine {
  /// The outcome for programs, as canonical JSON: `checkpoint` (`origin`, `root`, `size`),
  /// `disclosed` (paths), `hidden` (`fields`, `owner`), `line`, `position`.
  public var json: [UInt8] {
    var writer = CanonicalWriter()
    writer.beginObject()
    writer.key("checkpoint")
    writer.beginObject()
    writer.key("origin")
    writer.string(checkpoint.origin)
    writer.key("root")
    writer.string(checkpoint.root.base64)
    writer.key("size")
    writer.raw("\(checkpoint.size)")
    writer.endObject()
    writeFields(to: &writer)
    writer.key("line")
    writer.raw(line.span.bytes)
    writer.key("position")
    writer.raw("\(position)")
    writer.endObject()
    return writer.finish()
  }

  private func writeFields(to writer: inout CanonicalWriter) {
    writer.key("disclosed")
    writer.beginArray()
    for field in disclosed {
      writer.element()
      writer.string(field.path.description)
    }
    writer.endArray()
    writer.key("hidden")
    writer.beginArray()
    for fields in hidden {
      writer.element()
      writer.beginObject()
      writer.key("fields")
      writer.integer(fields.count)
      writer.key("owner")
      writer.string(fields.owner.description)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension DisclosedLine: CustomStringConvertible {
  /// The outcome for people, in lines; whatever could mislead a terminal is escaped.
  public var description: String {
    let head = [
      "line \(position) of \(Shown.quoted(checkpoint.origin))",
      "proven under the checkpoint over \(checkpoint.size) lines, root \(checkpoint.root.base64)",
    ]
    let shown = disclosed.map { field in
      let path = Shown.escaped(Array(field.path.description.utf8))
      return "disclosed  \(path)  \(Shown.escaped(field.value))"
    }
    let rest = hidden.map { fields in
      let owner = fields.owner.steps.isEmpty ? "the line" : fields.owner.description
      return "hidden     \(Shown.escaped(Array(owner.utf8)))  \(fields.count) more"
    }
    let line = ["line       \(Shown.escaped(line))"]
    return (head + shown + rest + line).map { $0 + "\n" }.joined()
  }
}
