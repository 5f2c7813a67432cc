import DealRecords
import Deals
import EventLog
import Testing

@Suite struct `An event of every type` {
  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `is read as it was written, and written as it was read`(_ seed: UInt64) throws {
    for type in Fact.allTypes {
      for round in 0..<15 as Range<UInt64> {
        let fact = try random(type, seed: seed &+ round)
        let (data, values) = fact.sealed(with: Salts(counting: 7))
        let opened = try OpenedValues(values.parts.map(\.bytes))
        let read = try #require(try Fact(type: type, data: data.span.bytes, opened: opened))
        #expect(read == fact, "\(type), seed \(seed &+ round)")
        #expect(
          read.sealed(with: Salts(counting: 7)).data == data, "\(type), seed \(seed &+ round)")
      }
    }
  }

  @Test func `is refused with a field that it does not declare`() throws {
    for (type, members) in try samples() {
      let fault = fault(type, members.with("zzz", "1"))
      #expect(fault?.reason == .unknown, "\(type)")
      #expect(fault?.pointer == "/zzz", "\(type)")
    }
  }

  @Test func `is refused without a field that it needs, and read without one that it does not`()
    throws
  {
    for (type, members) in try samples() {
      for field in fields(type) {
        let fault = fault(type, members.without(field.name))
        #expect((fault == nil) == field.isOptional, "\(type): \(field.name)")
        guard let fault else { continue }
        #expect(fault.reason == .missing, "\(type): \(field.name)")
        #expect(fault.pointer == "/\(field.name)", "\(type)")
      }
    }
  }

  @Test func `is refused with its fields in another order`() throws {
    for (type, members) in try samples() where members.list.count > 1 {
      for index in 0..<members.list.count - 1 {
        let fault = fault(type, members.swapping(index))
        #expect(fault?.reason == .misordered, "\(type)")
        #expect(fault?.pointer == "/\(members.list[index + 1].name)", "\(type)")
      }
    }
  }

  @Test func `is refused with a value of another type`() throws {
    for (type, members) in try samples() {
      for field in fields(type) {
        for wrong in wrongValues(for: field.shape) {
          let fault = fault(type, members.with(field.name, wrong))
          guard case .wrongType = fault?.reason else {
            Issue.record("\(type): \(field.name) takes \(wrong): \(fault.debugDescription)")
            continue
          }
          #expect(fault?.pointer == "/\(field.name)", "\(type)")
        }
      }
    }
  }

  @Test func `is no event of a type that nobody knows`() throws {
    #expect(try Fact(type: "deal.dreamt-of.v1", data: Array("{}".utf8).span.bytes) == nil)
  }

  private func random(
    _ type: String, _ presence: RandomRecord.Presence = .some, seed: UInt64
  ) throws -> Fact {
    var filler = RandomRecord(.event, presence: presence, seed: seed)
    return switch try #require(Fact(blankOf: type)) {
    case .deal(let event): .deal(try filler.fill(event))
    case .party(let event): .party(try filler.fill(event))
    case .network(let event): .network(try filler.fill(event))
    case .ledger(let event): .ledger(try filler.fill(event))
    }
  }

  /// For each type the members of one event that has all its fields.
  private func samples() throws -> [(type: String, members: Members)] {
    try Fact.allTypes.map { type in
      (type, try Members(random(type, .all, seed: 7).sealed(with: Salts()).data))
    }
  }

  /// The fields that stand in the line's data by name.
  private func fields(_ type: String) -> [FieldDeclaration] {
    Fact(blankOf: type)?.declaration.filter {
      RecordForm.event.holds($0.origin) && $0.disclosure == .public
    } ?? []
  }

  private func fault(_ type: String, _ data: [UInt8]) -> FieldFault? {
    do throws(FieldFault) {
      _ = try Fact(type: type, data: data.span.bytes)
      return nil
    } catch {
      return error
    }
  }
}

/// JSON of types that a value of the shape does not have.
func wrongValues(for shape: Shape) -> [String] {
  switch shape {
  case .text, .code: ["null", "1", "[]", "{}"]
  case .integer: ["null", #""1""#, "true"]
  case .boolean: ["null", #""true""#, "1"]
  case .list: ["null", "{}", #""a""#]
  case .map, .record: ["null", "[]", #""a""#]
  case .free: []
  }
}

extension Salts {
  /// Salts that are the same in every run: 0 and up, in every byte.
  convenience init(counting start: UInt8) {
    var next = start
    self.init { buffer in
      for index in buffer.indices where index % 32 == 0 {
        for byte in index..<index + 32 { buffer[byte] = next }
        next &+= 1
      }
    }
  }
}
