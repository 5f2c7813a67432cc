import CanonicalJSON
import Foundation

/// A JSON value that is built here or read for a person; members keep the order they were given.
indirect enum JSON: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case array([JSON])
  case object([Member])
  /// JSON as it came, for the ledger to read.
  case verbatim(String)

  struct Member: Hashable, Sendable {
    let name: String
    let value: JSON
  }
}

extension JSON: ExpressibleByDictionaryLiteral {
  /// A member without a value is left out.
  init(dictionaryLiteral members: (String, JSON?)...) {
    self = .object(
      members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }
}

// Optional members, as the flags of a call give them.
extension JSON {
  static func text(_ text: String?) -> JSON? { text.map(JSON.string) }
  static func number(_ number: Int?) -> JSON? { number.map(JSON.integer) }
  static func flag(_ isSet: Bool) -> JSON? { isSet ? .boolean(true) : nil }
  static func texts(_ texts: [String]) -> JSON? {
    texts.isEmpty ? nil : .array(texts.map(JSON.string))
  }
}

extension JSON {
  var text: String {
    var writer = CanonicalWriter()
    write(to: &writer)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  private func write(to writer: inout CanonicalWriter) {
    switch self {
    case .null: writer.null()
    case .boolean(let value): writer.boolean(value)
    case .integer(let value): writer.integer(value)
    case .string(let value): writer.string(value)
    case .verbatim(let text): writer.raw(text)
    case .array(let values):
      writer.beginArray()
      for value in values {
        writer.element()
        value.write(to: &writer)
      }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.name)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}

extension JSON: Decodable {
  /// Reads canonical JSON of the log; names come out in canonical order.
  init(_ canonical: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(canonical.utf8))
  }

  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Name.self) {
      self = .object(
        try members.allKeys.sorted { $0.stringValue < $1.stringValue }.map { name in
          Member(name: name.stringValue, value: try members.decode(JSON.self, forKey: name))
        })
      return
    }
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else {
      self = .array(try value.decode([JSON].self))
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSON {
  /// JSON that a person gives as a part of a command.
  ///
  /// - Parameter source: Where it comes from, for the message.
  init(checking bytes: [UInt8], from source: String) throws {
    do throws(JSONFault) {
      let canonical = try Canonicalizer.canonicalize(bytes)
      self = .verbatim(String(decoding: canonical, as: UTF8.self))
    } catch {
      throw Failure(
        .badData,
        "\(source) is not JSON that the ledger takes: \(error.problem) (byte \(error.offset))",
        next: "mend it there, and try again")
    }
  }
}
