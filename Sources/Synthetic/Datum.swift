import CanonicalJSON

/// A JSON value of a command that is being built.
enum Datum {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([Datum])
  /// Members in canonical order.
  case object([(name: String, value: Datum)])

  static func texts(_ texts: [String]) -> Datum { .list(texts.map(Datum.text)) }

  func write(to writer: inout CanonicalWriter) {
    switch self {
    case .text(let text): writer.string(text)
    case .number(let number): writer.integer(number)
    case .flag(let flag): writer.boolean(flag)
    case .list(let elements):
      writer.beginArray()
      for element in elements {
        writer.element()
        element.write(to: &writer)
      }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for (name, value) in members {
        writer.key(name)
        value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}

extension Datum: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self = .text(text) }
}

extension Datum: ExpressibleByDictionaryLiteral {
  /// A member without a value is left out.
  init(dictionaryLiteral members: (String, Datum?)...) { self.init(members) }

  init(_ members: [(String, Datum?)]) {
    self = .object(
      members.compactMap { name, value in value.map { (name, $0) } }
        .sorted { KeyOrder.isAscending($0.0.utf8, $1.0.utf8) })
  }
}
