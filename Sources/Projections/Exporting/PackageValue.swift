import CanonicalJSON

/// A value of a data package's description; members keep the order in which they are given.
indirect enum PackageValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([PackageValue])
  case object([(String, PackageValue)])

  init(stringLiteral text: String) { self = .text(text) }

  /// A member without a value is left out.
  init(dictionaryLiteral members: (String, PackageValue?)...) {
    self = .object(members.compactMap { name, value in value.map { (name, $0) } })
  }

  static func texts(_ texts: [String]) -> PackageValue { .list(texts.map { .text($0) }) }

  func write(to json: inout CanonicalWriter) {
    switch self {
    case .text(let text): json.string(text)
    case .number(let number): json.integer(number)
    case .flag(let flag): json.boolean(flag)
    case .list(let values):
      json.beginArray()
      for value in values {
        json.element()
        value.write(to: &json)
      }
      json.endArray()
    case .object(let members):
      json.beginObject()
      for (name, value) in members {
        json.key(name)
        value.write(to: &json)
      }
      json.endObject()
    }
  }
}
