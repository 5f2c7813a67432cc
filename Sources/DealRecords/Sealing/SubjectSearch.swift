import Deals

/// Goes through a record for values of class personal, and gathers whom they are about.
struct SubjectSearch: FieldVisitor, ValueSink {
  /// Subject ids, each once, in the order of the fields.
  private(set) var subjects: [String] = []
  /// Which half of the declaration is looked at; nil for both.
  private let form: RecordForm?

  init(in form: RecordForm? = nil) { self.form = form }

  mutating func declared<D: Declared>(_ record: D) {
    var fields = record
    try? fields.fields(&self)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    value.write(to: &self)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard disclosure == .personal, form?.holds(origin) ?? true,
      let subject = value.value?.dataSubject, !subjects.contains(subject)
    else { return }
    subjects.append(subject)
  }

  mutating func text(_ text: String) {}
  mutating func integer(_ integer: Int) {}
  mutating func boolean(_ boolean: Bool) {}
  mutating func free(_ canonicalText: String) {}
  mutating func list<T: FieldValue>(_ list: [T]) { for value in list { value.write(to: &self) } }
  mutating func map<T: FieldValue>(_ map: [String: T]) {
    for value in map.values { value.write(to: &self) }
  }
  mutating func record<R: Record>(_ record: R) { declared(record) }
}

extension Fact {
  /// The persons whom its open values are about, each once.
  public var dataSubjects: [String] {
    var search = SubjectSearch(in: .event)
    switch self {
    case .deal(let event): search.declared(event)
    case .party(let event): search.declared(event)
    case .network(let event): search.declared(event)
    case .ledger(let event): search.declared(event)
    }
    return search.subjects
  }
}
