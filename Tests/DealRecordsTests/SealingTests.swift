import CanonicalJSON
import DealRecords
import Deals
import Disclosures
import EventLog
import Foundation
import Keyring
import Testing

/// A key ring in a folder of its own, and what it seals.
final class TemporaryVault {
  let folder = FileManager.default.temporaryDirectory.appending(path: "vault-\(UUID())").path
  let vault: Vault

  init() throws {
    try Keyring.create(in: folder, ledger: "TEST")
    vault = Vault(
      try Keyring(folder: folder, ledger: "TEST", access: .readWrite), ledger: "TEST")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}

@Suite struct `A sealed event` {
  private let stream = Subject.deal(Identifier(text: "D1") ?? .blank).stream
  private let place = GlobalPosition(41)

  private static func payment(_ value: String = "1250000") throws -> Fact {
    var payment = Payment()
    payment.payment = try #require(Identifier(text: "P1"))
    (payment.payer, payment.payee) = (payment.payment, payment.payment)
    payment.amount = .opened(
      Money(try #require(Decimal(text: value)), try #require(Currency(text: "THB"))))
    return .deal(.paymentRecorded(payment))
  }

  private static func proposal() throws -> Fact {
    var (proposal, seller, buyer) = (Proposal(), Party(), Party())
    let id = try #require(Identifier(text: "P1"))
    var contact = Contact()
    (seller.country, seller.party) = (try #require(Country(text: "CN")), id)
    (buyer.country, buyer.party) = (seller.country, id)
    contact.subject = try #require(Identifier(text: "s-1"))
    contact.phone = Text(text: "+66 2 000 0000")
    seller.contact = .opened(contact)
    buyer.kind = .opened(.university)
    proposal.title = LocalizedText(["en": try #require(Text(text: "T"))])
    proposal.parties = [seller, buyer]
    proposal.trl = .opened(ReadinessLevel.blank)
    return .deal(.dealProposed(proposal))
  }

  @Test func `has no value above public in its line, and a digest for each that is declared`()
    throws
  {
    for fact in [try Self.payment(), try Self.proposal()] {
      let (data, values) = fact.sealed(with: Salts())
      let text = String(decoding: data, as: UTF8.self)
      for value in ["1250000", "THB", "+66", "s-1", "university", "trl", "contact", "amount"] {
        #expect(!text.contains(value), "\(value) in \(text)")
      }
      let digests = try SealedDigest.all(in: data).map(\.digest)
      let opened = try OpenedValues(values.parts.map(\.bytes))
      #expect(opened.disclosures.map(\.digest) == Array(digests.indices))
      for (number, bytes) in opened.disclosures {
        #expect(String(decoding: DisclosureDigest.of(bytes), as: UTF8.self) == digests[number])
      }
    }
  }

  // A proposal seals fundingSources, ipKinds, mandate, programme and trl, and of each party contact,
  // kind, person and region.
  @Test func `has the same shape whatever is absent`() throws {
    let (full, empty) = (try Self.proposal(), DealEvent(blank: .dealProposed))
    #expect(try SealedDigest.all(in: full.sealed(with: Salts()).data).count == 5 + 2 * 4)
    #expect(try SealedDigest.all(in: Fact.deal(empty).sealed(with: Salts()).data).count == 5)
  }

  @Test func `has other digests every time, since its salts are random`() throws {
    let fact = try Self.payment()
    let digests = try (0..<50).flatMap { _ in
      try SealedDigest.all(in: fact.sealed(with: Salts()).data).map(\.digest)
    }
    #expect(Set(digests).count == digests.count)
  }

  @Test func `seals what is about a person under the key of that person`() throws {
    let parts = try Self.proposal().sealed(with: Salts()).values.parts
    #expect(parts.map(\.subject) == [nil, "s-1"])
    #expect(String(decoding: parts[1].bytes, as: UTF8.self).contains("+66 2 000 0000"))
    #expect(!String(decoding: parts[0].bytes, as: UTF8.self).contains("+66"))
  }

  @Test func `opens again in its place, all of it`() throws {
    let vault = try TemporaryVault()
    for fact in [try Self.payment(), try Self.proposal()] {
      let event = try vault.vault.seal(fact, of: stream, at: place, with: Salts())
      let opened = open(event, in: vault)
      #expect(opened.closures.isEmpty)
      #expect(
        try Fact(type: event.type, data: event.data.span.bytes, opened: opened.values) == fact)
    }
  }

  @Test func `opens in no other place, for no other ledger, and not with a bit changed`() throws {
    let vault = try TemporaryVault()
    let event = try vault.vault.seal(try Self.payment(), of: stream, at: place, with: Salts())
    #expect(open(event, in: vault, at: GlobalPosition(42)).closures == [.altered])
    let other = Subject.deal(try #require(Identifier(text: "D2"))).stream
    #expect(open(event, in: vault, of: other).closures == [.altered])
    let elsewhere = Vault(vault.vault.keyring, ledger: "OTHER")
    let opener = Opener(elsewhere, for: .deciding)
    #expect(
      opener.open(event.vault.span.bytes, of: stream, at: place).closures == [.altered])
    for byte in event.vault.indices {
      var altered = event
      altered = NewEvent(
        type: event.type, data: event.data,
        vault: event.vault.enumerated().map { $0 == byte ? $1 ^ 1 : $1 })
      let opened = open(altered, in: vault)
      #expect(opened.values.isEmpty || opened.values.disclosures.isEmpty, "byte \(byte)")
      #expect(!opened.closures.isEmpty, "byte \(byte)")
    }
  }

  @Test func `is closed without a vault, and shows the classes that are asked for`() throws {
    let vault = try TemporaryVault()
    let event = try vault.vault.seal(try Self.proposal(), of: stream, at: place, with: Salts())
    let closed = try #require(try Fact(type: event.type, data: event.data.span.bytes))
    guard case .deal(.dealProposed(let hidden)) = closed else { return }
    #expect(hidden.trl == .closed && hidden.parties[0].contact == .closed)
    let opener = Opener(vault.vault, for: .showing, showing: [.statistical])
    let opened = opener.open(event.vault.span.bytes, of: stream, at: place)
    let fact = try Fact(type: event.type, data: event.data.span.bytes, opened: opened.values)
    guard case .deal(.dealProposed(let shown)) = try #require(fact) else { return }
    #expect(shown.trl == .opened(ReadinessLevel.blank))
    #expect(shown.mandate == .closed && shown.parties[0].contact == .closed)
    #expect(shown.parties[1].kind == .opened(.university))
  }

  @Test func `loses the values of a person, and nothing else, with the person's key`() throws {
    let vault = try TemporaryVault()
    let event = try vault.vault.seal(try Self.proposal(), of: stream, at: place, with: Salts())
    let order = ErasureRecord(
      subject: "s-1", mode: .erase, deal: "D1", position: 50, time: "2026-11-21T00:00:00.000000Z")
    try vault.vault.keyring.erase(order, owner: Vault.owner(ofPerson: "s-1"))
    let opened = open(event, in: vault)
    #expect(opened.closures == [.erased])
    let fact = try Fact(type: event.type, data: event.data.span.bytes, opened: opened.values)
    guard case .deal(.dealProposed(let left)) = try #require(fact) else { return }
    #expect(left.parties[0].contact == .closed)
    #expect(left.trl == .opened(ReadinessLevel.blank))
  }

  @Test func `is a fault where a value is not the one that its digest stands for`() throws {
    let (data, values) = try Self.payment().sealed(with: Salts())
    let own = String(decoding: values.parts[0].bytes, as: UTF8.self)
    let forgeries = [
      own.replacing("1250000", with: "1250001"), own.replacing(#""amount""#, with: #""tax""#),
      own.replacing(#","amount""#, with: #"A,"amount""#),
    ]
    for forgery in forgeries where forgery != own {
      let opened = try? OpenedValues([Array(forgery.utf8)])
      guard let opened else { continue }
      #expect(throws: FieldFault.self, "\(forgery)") {
        try Fact(type: "deal.payment-recorded.v1", data: data.span.bytes, opened: opened)
      }
    }
  }

  @Test(arguments: [#""_sd":["AAAA"],"#, #""_sd":[],"#, ""])
  func `is refused with digests that are none, too few, or missing`(_ member: String) throws {
    let (data, _) = try Self.payment().sealed(with: Salts())
    let text = String(decoding: data, as: UTF8.self)
    let found = try #require(text.firstRange(of: #/"_sd":\[.*?\],/#))
    let forged = text.replacingCharacters(in: found, with: member)
    #expect(throws: FieldFault.self) {
      try Fact(type: "deal.payment-recorded.v1", data: Array(forged.utf8).span.bytes)
    }
  }

  private func open(
    _ event: NewEvent, in vault: TemporaryVault, at position: GlobalPosition? = nil,
    of other: StreamName? = nil
  ) -> OpenedLine {
    Opener(vault.vault, for: .deciding)
      .open(event.vault.span.bytes, of: other ?? stream, at: position ?? place)
  }
}

@Suite struct `A price that somebody tries to guess` {
  /// Whoever has a line and all that is public tries every price; whoever has an unsalted hash
  /// finds it.
  @Test func `is not found from 0 to 10 million by its digest, and is by an unsalted hash`() throws
  {
    let price = 7_340_812
    let event = try Self.sealedPayment(of: price)
    let digests = Set(try SealedDigest.all(in: event).map(\.digest))
    try #require(digests.count == 2)
    let unsalted = Self.digest(of: #"["amount",{"currency":"THB","value":"\#(price)"}]"#)
    var (found, foundUnsalted): (Int?, Int?) = (nil, nil)
    for guess in stride(from: price - 100_000, through: price + 100_000, by: 1) {
      let value = #"{"currency":"THB","value":"\#(guess)"}"#
      if Self.digest(of: #"["amount",\#(value)]"#) == unsalted { foundUnsalted = guess }
      if digests.contains(Self.digest(of: #"["","amount",\#(value)]"#)) { found = guess }
    }
    #expect(found == nil)
    #expect(foundUnsalted == price)
  }

  private static func sealedPayment(of price: Int) throws -> [UInt8] {
    var payment = Payment()
    payment.amount = .opened(
      Money(try #require(Decimal(text: "\(price)")), try #require(Currency(text: "THB"))))
    return Fact.deal(.paymentRecorded(payment)).sealed(with: Salts()).data
  }

  private static func digest(of disclosure: String) -> String {
    String(decoding: DisclosureDigest.of(Array(disclosure.utf8)), as: UTF8.self)
  }
}
