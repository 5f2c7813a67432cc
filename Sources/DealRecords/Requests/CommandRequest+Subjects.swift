import Deals

extension CommandRequest {
  /// The persons whose data the command holds, each once, by subject id.
  public var dataSubjects: [String] {
    var search = SubjectSearch()
    search.record(wire.actor)
    switch asked {
    case .deal(let request):
      search.declared(request.command)
      search.record(list: request.command.recordedParties)
    case .party(let request): search.declared(request.command)
    }
    return search.subjects
  }
}

extension DealCommand {
  /// The parties that the command brings in, as their event will record them.
  fileprivate var recordedParties: [Party] {
    switch self {
    case .proposeDeal(let proposal): proposal.parties.map(\.recorded)
    case .assignPosition(let assignment): [assignment.party.recorded]
    case .accedeParty(let accession): [accession.party.recorded]
    default: []
    }
  }
}

/// Goes through a record for values of class personal.
private struct SubjectSearch: FieldVisitor, ValueSink {
  private(set) var subjects: [String] = []

  mutating func record(list: [Party]) { for party in list { record(party) } }

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
    guard disclosure == .personal, let subject = value.value?.dataSubject,
      !subjects.contains(subject)
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
