import Deals
import Foundation
import Testing

/// How a record is read: as a command's, or as an event's with its sealed values open or closed.
enum Reading {
  case command
  case event(isSealed: Bool)

  func skips(_ origin: FieldOrigin) -> Bool {
    switch self {
    case .command: origin == .decision
    case .event: origin == .request
    }
  }
}

/// Reads values from a tree.
struct TreeSource: ValueSource {
  let tree: JSON
  let reading: Reading

  mutating func text() throws(FieldFault) -> String {
    guard case .text(let text) = tree else { throw FieldFault(.wrongType(expected: "a text")) }
    return text
  }

  mutating func integer() throws(FieldFault) -> Int {
    guard case .integer(let integer) = tree else {
      throw FieldFault(.wrongType(expected: "an integer"))
    }
    return integer
  }

  mutating func boolean() throws(FieldFault) -> Bool {
    guard case .boolean(let boolean) = tree else {
      throw FieldFault(.wrongType(expected: "true or false"))
    }
    return boolean
  }

  mutating func list<T: FieldValue>(of: T.Type) throws(FieldFault) -> [T] {
    guard case .list(let list) = tree else { throw FieldFault(.wrongType(expected: "a list")) }
    var values: [T] = []
    for tree in list {
      var source = TreeSource(tree: tree, reading: reading)
      values.append(try T(from: &source))
    }
    return values
  }

  mutating func map<T: FieldValue>(of: T.Type) throws(FieldFault) -> [String: T] {
    guard case .object(let object) = tree else {
      throw FieldFault(.wrongType(expected: "an object"))
    }
    var values: [String: T] = [:]
    for (key, tree) in object {
      var source = TreeSource(tree: tree, reading: reading)
      values[key] = try T(from: &source)
    }
    return values
  }

  mutating func record<R: Record>(into record: inout R) throws(FieldFault) {
    guard case .object(let object) = tree else {
      throw FieldFault(.wrongType(expected: "an object"))
    }
    var reader = TreeReader(object: object, reading: reading)
    try record.fields(&reader)
    if let unknown = reader.unread.min() { throw FieldFault(.unknown).inside(unknown) }
  }

  mutating func free() throws(FieldFault) -> String {
    if case .raw(let text) = tree { return text }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(tree) else { throw FieldFault(.malformed("not JSON")) }
    return String(decoding: data, as: UTF8.self)
  }
}

/// Reads the fields of a record from a tree.
struct TreeReader: FieldVisitor {
  let object: [String: JSON]
  let reading: Reading
  var unread: Set<String>

  init(object: [String: JSON], reading: Reading) {
    (self.object, self.reading, unread) = (object, reading, Set(object.keys))
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) throws(FieldFault) {
    if reading.skips(origin) { return }
    unread.remove("\(name)")
    guard let tree = object["\(name)"] else {
      guard T.isOptional else { throw FieldFault(.missing).inside("\(name)") }
      return
    }
    var source = TreeSource(tree: tree, reading: reading)
    value = try T(from: &source)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) throws(FieldFault) {
    if case .event(isSealed: true) = reading {
      unread.remove("\(name)")
      value = .closed
      return
    }
    var opened = T.blank
    try visit(name, &opened, from: origin)
    value = .opened(opened)
  }
}

/// Writes values into a tree.
struct TreeSink: ValueSink {
  var tree = JSON.null

  mutating func text(_ text: String) { tree = .text(text) }
  mutating func integer(_ integer: Int) { tree = .integer(integer) }
  mutating func boolean(_ boolean: Bool) { tree = .boolean(boolean) }
  mutating func free(_ canonicalText: String) { tree = .raw(canonicalText) }
  mutating func list<T: FieldValue>(_ list: [T]) { tree = .list(list.map(JSON.init(writing:))) }
  mutating func map<T: FieldValue>(_ map: [String: T]) {
    tree = .object(map.mapValues(JSON.init(writing:)))
  }

  mutating func record<R: Record>(_ record: R) {
    var writer = TreeWriter()
    var record = record
    try? record.fields(&writer)
    tree = .object(writer.object)
  }
}

/// Writes the fields of an event's record into a tree.
struct TreeWriter: FieldVisitor {
  var object: [String: JSON] = [:]

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    if origin == .request || value.isAbsent { return }
    object["\(name)"] = JSON(writing: value)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard var opened = value.value else { return }
    visit(name, &opened, from: origin)
  }
}

extension JSON {
  init<T: FieldValue>(writing value: T) {
    var sink = TreeSink()
    value.write(to: &sink)
    self = sink.tree
  }
}

extension DealEvent {
  /// The event as it is read back from what it was written as.
  func readBack(isSealed: Bool) throws -> DealEvent {
    var (writer, written) = (TreeWriter(), self)
    try written.fields(&writer)
    var reader = TreeReader(object: writer.object, reading: .event(isSealed: isSealed))
    var event = DealEvent(blank: kind)
    try event.fields(&reader)
    return event
  }
}

extension DealRequest {
  /// One line of a command file.
  init(_ line: JSON) throws {
    let kind = try #require(line["command"]?.text.flatMap(CommandKind.init(rawValue:)))
    var command = DealCommand(blank: kind)
    guard case .object(let data)? = line["data"] else { throw FieldFault(.missing) }
    var reader = TreeReader(object: data, reading: .command)
    try command.fields(&reader)
    guard reader.unread.isEmpty else { throw FieldFault(.unknown) }
    var source = TreeSource(tree: line["actor"] ?? .null, reading: .command)
    self.init(
      deal: try #require(line["deal"]?.text.flatMap(Identifier.init(text:))),
      actor: try Actor(from: &source),
      at: try #require(line["at"]?.text.flatMap(LegalTime.init(text:))), command: command)
  }
}
