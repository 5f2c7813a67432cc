import Deals

/// Goes through a record for values of class personal, and gathers whom they are about.
struct SubjectSearch: ValueSearch {
  /// Subject ids, each once, in the order of the fields.
  private(set) var subjects: [String] = []
  /// Which half of the declaration is looked at; nil for both.
  private let form: RecordForm?

  init(in form: RecordForm? = nil) { self.form = form }

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
