import CanonicalJSON
import DealRecords
import Deals

extension Property {
  /// JSON has one canonical form, which readers take; a command says the same in it.
  public static let command = Property("command") { bytes throws(Violation) in
    let canonical = try accepted { () throws(JSONFault) in
      try Canonicalizer.canonicalize(bytes)
    }
    try checkForm(bytes, canonical)
    let request = try accepted { () throws(RequestFault) in try CommandRequest(bytes) }
    guard let request else { return }
    guard let canonical else { throw Violation(description: "a command that is not JSON") }
    try checkRequest(request, canonical)
  }

  private static func checkForm(_ bytes: [UInt8], _ canonical: [UInt8]?) throws(Violation) {
    let isCanonical = try accepted { () throws(JSONFault) in try read(bytes) } != nil
    try expect(isCanonical == (canonical == bytes), "reader and canonical form disagree")
    guard let canonical else { return }
    try expect(canonical.count <= bytes.count, "canonical form is longer")
    try required("canonical form") { () throws(JSONFault) in try read(canonical) }
    let again = try required("canonical form") { () throws(JSONFault) in
      try Canonicalizer.canonicalize(canonical)
    }
    try expect(again == canonical, "canonical form has another")
  }

  private static func read(_ bytes: [UInt8]) throws(JSONFault) {
    var reader = CanonicalReader(bytes.span.bytes)
    try reader.skipValue()
    try reader.expectEnd()
  }

  private static func checkRequest(
    _ request: CommandRequest, _ canonical: [UInt8]
  ) throws(Violation) {
    try expect(
      encode(request.wire, as: .command) == canonical, "the command is written otherwise")
    let data = Array(request.wire.data.canonicalText.utf8)
    try expect(written(request.asked) == data, "what is asked is written otherwise")
    let again = try required("the command in canonical form") { () throws(RequestFault) in
      try CommandRequest(canonical)
    }
    try expect(again.asked == request.asked, "the command in canonical form asks something else")
    try expect(again.dataSubjects == request.dataSubjects, "it is about other persons")
  }

  private static func written(_ asked: CommandRequest.Asked) -> [UInt8] {
    switch asked {
    case .deal(let request): encode(request.command, as: .command)
    case .party(let request): encode(request.command, as: .command)
    case .network(let request): encode(request.command, as: .command)
    }
  }
}
