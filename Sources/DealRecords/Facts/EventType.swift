public import Deals

/// What an event records, and in which version of its fields: what the `type` of a line names.
///
/// A type grows by fields that may be absent. Each says which version brought it, and an event is
/// written in the lowest version that can hold it (docs/format.md, "Versions of an event").
public struct EventType: Hashable, Sendable {
  /// What happened, before its fields are read.
  public let blank: Fact
  /// 1, or one that has brought a field.
  public let version: Int

  private init(_ blank: Fact, _ version: Int) { (self.blank, self.version) = (blank, version) }

  /// Nil for a type that this version of the program does not know.
  public init?(_ name: String) {
    if let blank = Fact(blankOfFirst: name) {
      self.init(blank, 1)
    } else if let later = Self.later[name] {
      self = later
    } else {
      return nil
    }
  }

  public var name: String { Self.name(blank.firstType, version) }

  /// The fields that the version has, in canonical order.
  public var declaration: [FieldDeclaration] { blank.declaration.upTo(version) }
}

extension EventType {
  /// Every type that this version of the program reads and writes.
  public static let all: [EventType] = Fact.firstTypes.flatMap { name in
    guard let blank = Fact(blankOfFirst: name) else { return [EventType]() }
    return blank.declaration.versions.union([1]).sorted().map { EventType(blank, $0) }
  }

  /// The types that are not the first of their kind, by their names.
  private static let later = Dictionary(
    uniqueKeysWithValues: all.filter { $0.version > 1 }.map { ($0.name, $0) })

  /// The first types of those kinds that have later ones.
  fileprivate static let grown = Set(later.values.map(\.blank.firstType))

  /// The first version's name ends in its number.
  fileprivate static func name(_ first: String, _ version: Int) -> String {
    version == 1 ? first : "\(first.dropLast())\(version)"
  }
}

extension Fact {
  /// The type that it is written as.
  ///
  /// It counts what is open: what stays closed may hold fields of a later version, which only the
  /// type in the line tells.
  public var type: String { EventType.name(firstType, version) }

  /// The lowest version of its type that can hold it.
  var version: Int {
    guard EventType.grown.contains(firstType) else { return 1 }
    var search = VersionSearch()
    switch self {
    case .deal(let event): search.declared(event)
    case .party(let event): search.declared(event)
    case .network(let event): search.declared(event)
    case .ledger(let event): search.declared(event)
    }
    return search.version
  }
}

/// Goes through a record for the highest version that has brought a field that is given.
private struct VersionSearch: ValueSearch {
  private(set) var version = 1

  mutating func found(_ version: Int) { self.version = max(self.version, version) }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    if RecordForm.event.holds(origin) { value.write(to: &self) }
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    if RecordForm.event.holds(origin) { value.value?.write(to: &self) }
  }
}
