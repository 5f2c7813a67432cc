import Deals
import Disclosures
import EventLog
import Testing

@testable import DealRecords

@Suite struct `The version of an event` {
  /// A field that a later version of a type has brought, given alone.
  struct Later: CustomTestStringConvertible, Sendable {
    let type, field: String
    let fact: Fact

    var testDescription: String { "\(field) of \(type)" }

    init(_ field: String, in event: DealEvent, _ type: String) {
      (self.field, self.type, fact) = (field, "deal.\(type).v2", .deal(event))
    }

    static func proposed(_ field: String, _ change: (inout Proposal) -> Void) -> Later {
      Later(field, in: .dealProposed(.with(change)), "proposed")
    }

    static func offered(_ field: String, _ change: (inout Consideration) -> Void) -> Later {
      let offer = Offer.with { $0.consideration = .opened(.with(change)) }
      return Later(field, in: .termsOffered(offer), "terms-offered")
    }

    static func opened(_ field: String, _ change: (inout CaseOpening) -> Void) -> Later {
      Later(field, in: .regulatoryCaseOpened(.with(change)), "regulatory-case-opened")
    }

    static func decided(_ field: String, _ change: (inout CaseDecision) -> Void) -> Later {
      Later(field, in: .regulatoryDecisionRecorded(.with(change)), "regulatory-decision-recorded")
    }
  }

  static let later: [Later] = [
    .proposed("programmeLevel") { $0.programmeLevel = .opened(.city) },
    .proposed("industry") { $0.industry = Industry() },
    .proposed("source") { $0.source = .direct },
    .proposed("fundingAgency") { $0.fundingAgency = .opened(Text.blank) },
    .proposed("size") { $0.parties = [Party(), .ofSize] },
    Later("size", in: .partyAcceded(.with { $0.party = .ofSize }), "party-acceded"),
    Later("size", in: .positionAssigned(.with { $0.party = .ofSize }), "position-assigned"),
    .offered("royaltyBand") { $0.royaltyBand = .above10 },
    .offered("termYears") { $0.termYears = 7 },
    .opened("catalogue") { $0.catalogue = CatalogueItem() },
    .opened("procedure") { $0.procedure = .clearance },
    .decided("certificateKind") { $0.certificateKind = .licence },
    .decided("exemptionGround") { $0.exemptionGround = ListedCode.blank },
  ]

  @Test(arguments: later)
  func `is the one that brought the field that is given`(_ later: Later) {
    #expect(later.fact.type == later.type)
    let text = String(decoding: later.fact.disclosed, as: UTF8.self)
    #expect(text.contains("\"\(later.field)\":"))
  }

  @Test func `is known for every field that a later one brought`() {
    let declared = EventType.all.filter { $0.version == 2 }.flatMap { type in
      Self.brought(by: 2, in: type.blank.declaration).map { "\(type.name) \($0)" }
    }
    #expect(Set(declared) == Set(Self.later.map { "\($0.type) \($0.field)" }))
  }

  private static func brought(by version: Int, in fields: [FieldDeclaration]) -> [String] {
    fields.flatMap { field in
      (field.since == version ? [field.name] : []) + brought(by: version, in: field.shape)
    }
  }

  private static func brought(by version: Int, in shape: Shape) -> [String] {
    switch shape {
    case .record(let fields): brought(by: version, in: fields)
    case .list(let element): brought(by: version, in: element)
    default: []
    }
  }

  @Test func `is the first where nothing later is given, with no digest more than that declares`()
    throws
  {
    for type in EventType.all where type.version > 1 {
      let first = try #require(EventType(type.blank.firstType))
      let fact = try RandomRecord.fact(of: first, .all, seed: 11)
      #expect(fact.type == first.name)
      let (data, values) = fact.sealed(with: Salts())
      let fields = fact.placedFields(of: 1).filter { $0.digest != nil }
      #expect(try SealedDigest.all(in: data).count == fields.count, "\(type.name)")
      let opened = try OpenedValues(values.parts.map(\.bytes))
      #expect(try Fact(type: first.name, data: data.span.bytes, opened: opened) == fact)
      let known = Self.names(first.declaration)
      #expect(known.isDisjoint(with: Self.brought(by: 2, in: type.blank.declaration)))
      #expect(known.isSubset(of: Self.names(type.declaration)))
    }
  }

  private static func names(_ fields: [FieldDeclaration]) -> Set<String> {
    fields.reduce(into: []) { names, field in
      names.insert(field.name)
      if case .record(let inner) = field.shape { names.formUnion(Self.names(inner)) }
      if case .list(.record(let inner)) = field.shape { names.formUnion(Self.names(inner)) }
    }
  }

  @Test func `is refused where a lower one holds the event`() throws {
    for type in EventType.all where type.version > 1 {
      let first = try #require(EventType(type.blank.firstType))
      guard case .deal(let event) = try RandomRecord.fact(of: first, .all, seed: 5) else { return }
      let (data, values) = seal(event, of: type.version, with: Salts())
      let opened = try OpenedValues(values.parts.map(\.bytes))
      #expect(throws: FieldFault(.invalid("an event of version 1, which holds all that it says"))) {
        try Fact(type: type.name, data: data.span.bytes, opened: opened)
      }
      // What is closed may hold the field for which the line is of this version.
      let isClosed = !values.isEmpty
      #expect(((try? Fact(type: type.name, data: data.span.bytes)) != nil) == isClosed)
    }
  }

  @Test func `is refused where it does not hold the event`() throws {
    for type in EventType.all where type.version > 1 {
      let fact = try RandomRecord.fact(of: type, .all, seed: 17)
      let (data, values) = fact.sealed(with: Salts())
      let opened = try OpenedValues(values.parts.map(\.bytes))
      _ = try #require(try Fact(type: type.name, data: data.span.bytes, opened: opened))
      #expect(throws: FieldFault.self, "\(type.name)") {
        try Fact(type: type.blank.firstType, data: data.span.bytes, opened: opened)
      }
    }
  }

  @Test func `tells what is absent from what stays closed`() throws {
    for (version, size) in [(1, Sealed<PartySize?>.opened(nil)), (2, .closed)] {
      let type = try #require(EventType("deal.party-acceded.v\(version)"))
      let fact = try RandomRecord.fact(of: type, .all, seed: 2)
      let data = fact.sealed(with: Salts()).data
      let closed = try #require(try Fact(type: type.name, data: data.span.bytes))
      guard case .deal(.partyAcceded(let accession)) = closed else { return }
      #expect(accession.party.region == .closed)
      #expect(accession.party.size == size)
    }
  }

  @Test(arguments: [
    "deal.proposed.v3", "deal.proposed.v0", "deal.proposed.v02", "deal.proposed.v",
    "deal.signed.v2",
    "ledger.created.v2",
  ])
  func `is unknown where nothing came with it`(_ type: String) throws {
    #expect(EventType(type) == nil)
    #expect(try Fact(type: type, data: Array("{}".utf8).span.bytes) == nil)
  }
}

extension Record {
  fileprivate static func with(_ change: (inout Self) -> Void) -> Self {
    var record = Self()
    change(&record)
    return record
  }
}

extension Party {
  fileprivate static var ofSize: Party { .with { $0.size = .opened(.startup) } }
}
