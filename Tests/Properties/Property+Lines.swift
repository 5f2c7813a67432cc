import DealRecords
import Deals
import EventLog

extension Property {
  /// What is read as a line is written as the same line, and the fact in it as the same fact.
  public static let line = Property("line") { bytes throws(Violation) in
    let line = try accepted { () throws(LineFault) in try StoredEvent(bytes) }
    guard let line else { return }
    try expect(line.envelope.line(with: line.data) == bytes, "the line is written otherwise")
    try checkFact(line)
  }

  private static func checkFact(_ line: StoredEvent) throws(Violation) {
    let fact = try accepted { () throws(FieldFault) in
      try Fact(type: line.envelope.type, data: line.data.span.bytes)
    }
    // What is closed cannot be written again.
    guard let fact = fact ?? nil, line.data.span.bytes.place(of: "\"_sd\"") == nil else { return }
    let written = fact.sealed(with: .alike).data
    try expect(written == line.data, "the data are written otherwise")
    try expect(fact.type == line.envelope.type, "the type is written otherwise")
  }
}

private struct StoredEvent {
  let envelope: Envelope
  let data: [UInt8]

  init(_ bytes: [UInt8]) throws(LineFault) {
    let line = try LineView(bytes.span.bytes)
    envelope = try line.envelope()
    data = line.data.withUnsafeBytes { Array($0) }
  }
}
