import CanonicalJSON
import DealRecords
import Deals
import Disclosures
import Testing

@Suite struct `The place of a field` {
  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `is where its digest stands, in objects and lists too`(_ seed: UInt64) throws {
    for type in Fact.allTypes {
      for presence in [RandomRecord.Presence.some, .all] {
        let fact = try random(type, presence, seed: seed)
        let (data, values) = fact.sealed(with: Salts())
        let digests = try SealedDigest.all(in: Array(#"{"data":"#.utf8) + data + Array("}".utf8))
        let opened = try OpenedValues(values.parts.map(\.bytes)).disclosures
        let fields = fact.placedFields.compactMap { field in field.digest.map { ($0, field) } }
        #expect(fields.count == digests.count, "\(type), seed \(seed)")
        #expect(opened.count == digests.count, "\(type), seed \(seed)")
        for (number, field) in fields {
          let disclosure = try #require(opened.first { $0.digest == number }).bytes
          let place = try #require(field.path.steps.last)
          #expect(digests[number].owner.appending(place) == field.path, "\(type), seed \(seed)")
          #expect(
            digests[number].digest
              == String(decoding: DisclosureDigest.of(disclosure), as: UTF8.self))
          #expect(try name(in: disclosure) == place, "\(type), seed \(seed)")
        }
      }
    }
  }

  @Test func `is the same where all is closed`() throws {
    let fact = try random("deal.proposed.v1", .all, seed: 3)
    let data = fact.sealed(with: Salts()).data
    let closed = try #require(try Fact(type: fact.type, data: data.span.bytes))
    #expect(closed != fact)
    #expect(closed.placedFields == fact.placedFields)
  }

  @Test func `is told of what everybody sees as well`() throws {
    let fields = try random("deal.proposed.v1", .all, seed: 3).placedFields
    let classes = Dictionary(
      uniqueKeysWithValues: fields.map { ($0.path.description, $0.disclosure) })
    #expect(classes["data/parties/0/contact"] == .personal)
    #expect(classes["data/parties/0/kind"] == .statistical)
    #expect(classes["data/parties/0/country"] == .public)
    #expect(classes["data/parties"] == .public)
    #expect(classes["data/parties/0/contact/email"] == nil)
    // A party's name is asked for, and its event has it as one of two other fields.
    #expect(fields.filter { $0.path.description == "data/parties/0/name" }.count == 1)
  }

  private func random(
    _ type: String, _ presence: RandomRecord.Presence, seed: UInt64
  ) throws -> Fact {
    var filler = RandomRecord(.event, presence: presence, seed: seed)
    return switch try #require(Fact(blankOf: type)) {
    case .deal(let event): .deal(try filler.fill(event))
    case .party(let event): .party(try filler.fill(event))
    case .network(let event): .network(try filler.fill(event))
    case .ledger(let event): .ledger(try filler.fill(event))
    }
  }

  /// What a disclosure claims to be.
  private func name(in disclosure: [UInt8]) throws -> String {
    var reader = CanonicalReader(disclosure.span.bytes)
    try reader.beginArray()
    _ = try reader.nextElement()
    try reader.skipValue()
    _ = try reader.nextElement()
    return try reader.string()
  }
}
