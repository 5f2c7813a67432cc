import DealRecords
import Deals

/// Fills whatever declares fields with random values of the declared shapes.
///
/// It is the visitor of the fields and the source of their values. A source is not told which value
/// it is asked for, so that the shape of the next one is noted before it is read.
struct RandomRecord: FieldVisitor, ValueSource {
  /// Which optional fields are there.
  enum Presence {
    case some, all
  }

  private var random: Random
  private let form: RecordForm
  private let presence: Presence
  /// The version of the event's type: fields that later ones brought are absent.
  private let version: Int
  private var shape = Shape.free

  init(_ form: RecordForm, of version: Int = .max, presence: Presence = .some, seed: UInt64) {
    (self.form, self.presence, random) = (form, presence, Random(seed: seed))
    self.version = version
  }

  /// A random event of a type, or of an earlier version where no field of the type's own is given.
  static func fact(
    of type: EventType, _ presence: Presence = .some, seed: UInt64
  ) throws(FieldFault) -> Fact {
    var filler = RandomRecord(.event, of: type.version, presence: presence, seed: seed)
    return switch type.blank {
    case .deal(let event): .deal(try filler.fill(event))
    case .party(let event): .party(try filler.fill(event))
    case .network(let event): .network(try filler.fill(event))
    case .ledger(let event): .ledger(try filler.fill(event))
    }
  }

  /// The record with a random value in each field that stands in the form.
  mutating func fill<D: Declared>(_ blank: D) throws(FieldFault) -> D {
    var record = blank
    try record.fields(&self)
    return record
  }
}

// MARK: Fields

extension RandomRecord {
  mutating func reaches(_ version: Int, isGiven: Bool) -> Bool { version <= self.version }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) throws(FieldFault) {
    guard form.holds(origin) else { return }
    let isAbsent = T.isOptional && presence == .some && Bool.random(using: &random)
    value = isAbsent ? T.blank : try self.value(of: T.self)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) throws(FieldFault) {
    var open = T.blank
    try visit(name, &open, from: origin)
    value = .opened(open)
  }

  private mutating func value<T: FieldValue>(of: T.Type) throws(FieldFault) -> T {
    let outer = shape
    defer { shape = outer }
    shape = T.shape
    return try T(from: &self)
  }
}

// MARK: Values

extension RandomRecord {
  mutating func text() -> String {
    switch shape {
    case .code(let codes): codes.randomElement(using: &random) ?? ""
    case .text(let shape): random.text(shape)
    default: preconditionFailure("a text is asked for where \(shape) was declared")
    }
  }

  mutating func integer() -> Int {
    guard case .integer(let range) = shape else { preconditionFailure("\(shape) is no integer") }
    let edges = [range.lowerBound, range.upperBound, max(range.lowerBound, 0)]
    return Bool.random(using: &random)
      ? edges[Int.random(in: 0..<3, using: &random)] : Int.random(in: range, using: &random)
  }

  mutating func boolean() -> Bool { Bool.random(using: &random) }

  mutating func list<T: FieldValue>(of type: T.Type) throws(FieldFault) -> [T] {
    var list: [T] = []
    let fewest = presence == .all ? 1 : 0
    for _ in 0..<Int.random(in: fewest...3, using: &random) { list.append(try value(of: type)) }
    return list
  }

  mutating func map<T: FieldValue>(of type: T.Type) throws(FieldFault) -> [String: T] {
    guard case .map(let keys, _) = shape else { preconditionFailure("\(shape) is no map") }
    var map: [String: T] = [:]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      map[random.text(keys)] = try value(of: type)
    }
    return map
  }

  mutating func record<R: Record>(into record: inout R) throws(FieldFault) {
    try record.fields(&self)
  }

  mutating func free() -> String {
    guard case .map(let keys, _) = shape else { return random.canonicalJSON(depth: 3) }
    return random.canonicalObject(depth: 3) { $0.text(keys) }
  }
}
