import DealRecords
import Deals

extension Property {
  /// A record in the clear is written as it was read, and can be sealed and opened again.
  ///
  /// The bytes are the fact's type, a line feed, and the record.
  public static let record = Property("record") { bytes throws(Violation) in
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return }
    let type = String(decoding: bytes[..<end], as: UTF8.self)
    let json = Array(bytes[(end + 1)...])
    guard let fact = try fact(type, json) else { return }
    try expect(fact.disclosed == json, "the record is written otherwise")
    try checkSealing(fact)
  }

  private static func fact(_ type: String, _ json: [UInt8]) throws(Violation) -> Fact? {
    switch EventType(type)?.blank {
    case .deal(let blank): try read(blank, json).map(Fact.deal)
    case .party(let blank): try read(blank, json).map(Fact.party)
    case .network(let blank): try read(blank, json).map(Fact.network)
    case .ledger(let blank): try read(blank, json).map(Fact.ledger)
    case nil: nil
    }
  }

  private static func read<D: Declared>(_ blank: D, _ json: [UInt8]) throws(Violation) -> D? {
    try accepted { () throws(FieldFault) in
      var record = blank
      try decode(into: &record, from: json.span.bytes, as: .disclosed)
      return record
    }
  }

  private static func checkSealing(_ fact: Fact) throws(Violation) {
    let (data, values) = fact.sealed(with: .alike)
    let closed = try required("what was sealed") { () throws(FieldFault) in
      try Fact(type: fact.type, data: data.span.bytes)
    }
    try expect(values.isEmpty == (closed == fact), "something sealed is not closed")
    let opened = try required("what was opened") { () throws(FieldFault) in
      let parts = try OpenedValues(values.parts.map { $0.bytes })
      return try Fact(type: fact.type, data: data.span.bytes, opened: parts)
    }
    try expect(opened?.disclosed == fact.disclosed, "it is opened as something else")
  }
}

extension Salts {
  /// For records that nobody keeps: the same salt over and over, so that inputs can be repeated.
  static var alike: Salts {
    Salts { _ = $0.initializeMemory(as: UInt8.self, repeating: 0x5A) }
  }
}
