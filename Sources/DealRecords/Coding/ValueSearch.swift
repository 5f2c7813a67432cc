import Deals

/// Goes through a record's values for something in their fields, whatever stands in those.
protocol ValueSearch: FieldVisitor, ValueSink {}

extension ValueSearch {
  mutating func declared<D: Declared>(_ record: D) {
    var fields = record
    // A search throws nothing, and so neither do the fields that pass its throws on.
    try? fields.fields(&self)
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
