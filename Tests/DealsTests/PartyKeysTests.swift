import Deals
import Testing

@Suite struct `The keys of a party` {
  static let coordinate = String(repeating: "a", count: 42) + "A"

  static func key(_ change: (inout JSONWebKey) -> Void = { _ in }) throws -> JSONWebKey {
    var key = JSONWebKey()
    key.kty = try #require(Text(text: "OKP"))
    key.crv = try #require(Text(text: "Ed25519"))
    key.x = try #require(Text(text: coordinate))
    change(&key)
    return key
  }

  static func registration(_ key: JSONWebKey, party: String = "a") throws -> PartyCommand {
    var fact = KeyRegistration()
    (fact.key, fact.party) = (key, try #require(Identifier(text: party)))
    (fact.validFrom, fact.validUntil) = (Day(text: "2020-01-02"), Day(text: "2020-12-31"))
    return .registerPartyKey(fact)
  }

  static func revocation(_ id: String, party: String = "a") throws -> PartyCommand {
    var fact = KeyRevocation()
    fact.party = try #require(Identifier(text: party))
    (fact.keyId, fact.reason) = (
      try #require(Text(text: id)), .opened(try #require(Text(text: "lost")))
    )
    return .revokePartyKey(fact)
  }

  static func happen(
    _ command: PartyCommand, at: String = "2020-01-01T00:00:00Z", role: ActorRole = .registrar,
    keyId: String? = "k1", to keys: inout PartyKeys
  ) throws {
    var actor = Actor()
    actor.role = role
    var findings = Findings()
    findings.keyId = keyId.flatMap(Text.init(text:))
    let request = PartyRequest(
      actor: actor, at: try #require(LegalTime(text: at)), command: command)
    for event in try PartyKeys.decide(request, findings: findings, given: keys) {
      try keys.apply(event, by: actor.attribution, at: request.at, revision: keys.events)
    }
  }

  @Test func `are valid between their days, until they are revoked`() throws {
    var keys = PartyKeys()
    try Self.happen(try Self.registration(try Self.key()), to: &keys)
    try Self.happen(try Self.revocation("k1"), at: "2020-06-01T12:00:00Z", to: &keys)
    let id = try #require(Text(text: "k1"))
    let times = [
      ("2020-01-01T23:59:59Z", false), ("2020-01-02T00:00:00Z", true),
      ("2020-06-01T11:59:59Z", true), ("2020-06-01T12:00:00Z", false),
      ("2021-01-01T00:00:00Z", false),
    ]
    for (text, isValid) in times {
      let time = try #require(LegalTime(text: text))
      #expect((keys.key(id, at: time) != nil) == isValid, "\(text)")
      #expect(keys.keys(at: time).count == (isValid ? 1 : 0))
    }
  }

  @Test func `are of two kinds`() throws {
    let coordinate = try #require(Text(text: Self.coordinate))
    #expect(try Self.key().algorithm == .ed25519)
    let p256 = try Self.key {
      ($0.kty, $0.crv, $0.y) = (
        Text(text: "EC") ?? .blank, Text(text: "P-256") ?? .blank, coordinate
      )
    }
    #expect(p256.algorithm == .p256)
    #expect(try Self.key { $0.y = coordinate }.algorithm == nil)
    #expect(try Self.key { $0.crv = Text(text: "X25519") ?? .blank }.algorithm == nil)
    let short = Text(text: String(Self.coordinate.dropFirst())) ?? .blank
    #expect(try Self.key { $0.x = short }.algorithm == nil)
    let loose = Text(text: Self.coordinate.dropLast() + "B") ?? .blank
    #expect(try Self.key { $0.x = loose }.algorithm == nil)
  }

  @Test func `are refused with a reason`() throws {
    var keys = PartyKeys()
    try Self.happen(try Self.registration(try Self.key()), to: &keys)
    let again = try Self.registration(try Self.key())
    let weak = try Self.registration(try Self.key { $0.kty = Text(text: "RSA") ?? .blank })
    let foreign = try Self.registration(try Self.key { $0.alg = Text(text: "ES256") })
    let encrypting = try Self.registration(try Self.key { $0.use = Text(text: "enc") })
    let refusals: [(RefusalCode, PartyCommand, ActorRole, String?, String)] = [
      (.keyExists, again, .registrar, "k1", "2020-01-01T00:00:00Z"),
      (.unsupportedKey, weak, .registrar, "k2", "2020-01-01T00:00:00Z"),
      (.unsupportedKey, foreign, .registrar, "k2", "2020-01-01T00:00:00Z"),
      (.unsupportedKey, encrypting, .registrar, "k2", "2020-01-01T00:00:00Z"),
      (.unsupportedKey, again, .registrar, nil, "2020-01-01T00:00:00Z"),
      (.roleNotAllowed, again, .party, "k2", "2020-01-01T00:00:00Z"),
      (.timeGoesBack, again, .registrar, "k2", "2019-12-31T00:00:00Z"),
      (
        .wrongParty, try Self.registration(try Self.key(), party: "b"), .registrar, "k2",
        "2020-01-01T00:00:00Z"
      ),
      (.noSuchKey, try Self.revocation("k9"), .registrar, nil, "2020-01-01T00:00:00Z"),
    ]
    for (code, command, role, id, at) in refusals {
      var copy = keys
      let refusal = #expect(throws: Refusal.self) {
        try Self.happen(command, at: at, role: role, keyId: id, to: &copy)
      }
      #expect(refusal?.code == code)
      #expect(copy == keys)
    }
    try Self.happen(try Self.revocation("k1"), to: &keys)
    let refusal = #expect(throws: Refusal.self) {
      try Self.happen(try Self.revocation("k1"), to: &keys)
    }
    #expect(refusal?.code == .keyRevoked)
  }

  @Test func `know a revision that is out of turn`() throws {
    var keys = PartyKeys()
    let at = try #require(LegalTime(text: "2020-01-01T00:00:00Z"))
    let fault = #expect(throws: IllegalPartyEvent.self) {
      try keys.apply(
        PartyEvent(blank: .partyKeyRevoked), by: Attribution(role: .registrar), at: at, revision: 1)
    }
    #expect(fault?.reason == .wrongRevision(expected: 0))
  }
}
