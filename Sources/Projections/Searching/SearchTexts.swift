import Deals

/// The words that people wrote in facts, by the class of the field that they stand in.
///
/// Codes, ids, digests, days and amounts are no words. What is closed here is not among them.
struct SearchTexts {
  private(set) var texts: [DisclosureClass: [String]] = [:]
  private var disclosure = DisclosureClass.public
  private var isWords = false

  mutating func take<Fact: Record>(_ fact: Fact) {
    var fact = fact
    // This visitor throws nothing, and so neither do the fields that pass its throws on.
    try? fact.fields(&self)
  }

  mutating func take<Facts: Record>(_ entered: some Sequence<Entered<Facts>>) {
    for entry in entered { take(entry.fact) }
  }

  private mutating func descend<T: FieldValue>(into value: T) {
    let outer = isWords
    isWords = T.self == Text.self || T.self == Text?.self
    value.write(to: &self)
    isWords = outer
  }

  private mutating func add(_ text: String) {
    texts[disclosure, default: []].append(SearchText.folded(text))
  }
}

extension SearchTexts: FieldVisitor {
  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard origin != .request, !value.isAbsent else { return }
    descend(into: value)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard case .opened(var open) = value else { return }
    let outer = self.disclosure
    self.disclosure = disclosure
    visit(name, &open, from: origin)
    self.disclosure = outer
  }
}

extension SearchTexts: ValueSink {
  mutating func text(_ text: String) { if isWords { add(text) } }
  mutating func integer(_ integer: Int) {}
  mutating func boolean(_ boolean: Bool) {}
  mutating func free(_ canonicalText: String) { add(canonicalText) }
  mutating func list<T: FieldValue>(_ list: [T]) { list.forEach { descend(into: $0) } }
  mutating func record<R: Record>(_ record: R) { take(record) }

  mutating func map<T: FieldValue>(_ map: [String: T]) {
    for (_, value) in map.sorted(by: { $0.key < $1.key }) { descend(into: value) }
  }
}
