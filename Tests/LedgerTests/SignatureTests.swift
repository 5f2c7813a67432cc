import Crypto
import DealRecords
import Deals
import Foundation
import Ledger
import Testing

@Suite struct `A signature` {
  let temporary: TemporaryLedger
  let edKey = Curve25519.Signing.PrivateKey()
  let ecKey = P256.Signing.PrivateKey()

  init() throws { temporary = try TemporaryLedger() }

  @Test func `that the files of the scenarios hold verifies where its key is registered`()
    async throws
  {
    _ = try await temporary.submit(ScenarioFile.merged(ScenarioFile.all()))
    let lines = try temporary.ledger.lines().filter { $0.data["assurance"] != nil }
    let verified = lines.filter { $0.data["assurance"] == "verified" }
    #expect(Set(verified.compactMap { $0["subject"] }) == ["deal/D06"])
    #expect(Set(verified.compactMap { $0.data["party"] }) == ["caih", "ph-telecom"])
    #expect(verified.allSatisfy { $0.data["keyId"] != nil })
    #expect(lines.contains { $0["subject"] == "deal/D12" && $0.data["assurance"] == "unverified" })
  }

  @Test func `by Ed25519 is verified, and its key is named`() async throws {
    let data = try await signed(.edDSA(edKey), registering: edKey.jwk)
    #expect(data["assurance"] == "verified")
    #expect(data["keyId"] == edKey.thumbprint)
  }

  @Test func `by P-256 is verified, and its key is named`() async throws {
    let data = try await signed(.es256(ecKey), registering: ecKey.jwk)
    #expect(data["assurance"] == "verified")
    #expect(data["keyId"]?.count == 43)
  }

  @Test func `in wet ink is unverified`() async throws {
    let data = try await signed(nil, format: "wet", registering: edKey.jwk)
    #expect(data["assurance"] == "unverified")
    #expect(data["keyId"] == nil)
  }

  @Test func `under a key that nobody registered is unverified`() async throws {
    let other = Curve25519.Signing.PrivateKey()
    #expect(try await signed(.edDSA(edKey), registering: nil)["assurance"] == "unverified")
    #expect(
      try await signed(.edDSA(edKey), registering: other.jwk, deal: "D2")["assurance"]
        == "unverified")
  }

  @Test func `under another party's key is unverified`() async throws {
    let data = try await signed(.edDSA(edKey), registering: edKey.jwk, for: "buyer")
    #expect(data["assurance"] == "unverified")
  }

  @Test(arguments: [("2021-09-30T00:00:00Z", "unverified"), ("2021-10-02T00:00:00Z", "verified")])
  func `under a revoked key is verified only if it was made before`(
    revokedAt: String, assurance: String
  ) async throws {
    let register = Commands.registerKey("seller", edKey.jwk)
    let revoke = Commands.revokeKey("seller", edKey.thumbprint, at: revokedAt)
    _ = try await temporary.submit([register, revoke])
    #expect(try await signed(.edDSA(edKey), registering: nil)["assurance"] == assurance)
  }

  @Test func `sees the keys that commands before it in the batch registered and revoked`()
    async throws
  {
    let jws = try JWS.edDSA(edKey).sign(Commands.hash)
    let sign = { Commands.sign($0, "seller", hash: Commands.hash, signature: jws) }
    let lines =
      Commands.signing("D1", hash: Commands.hash) + Commands.signing("D2", hash: Commands.hash)
      + [
        sign("D1"), Commands.registerKey("seller", edKey.jwk), sign("D2"),
        Commands.revokeKey("seller", edKey.thumbprint, at: "2021-09-30T00:00:00Z"),
      ]
    #expect(try await temporary.submit(lines).allSatisfy { $0.code == "accepted" })
    #expect(try signatures().map { $0.data["assurance"] } == ["unverified", "verified"])
  }

  @Test func `over another hash is unverified`() async throws {
    let other = "sha256:" + String(repeating: "cd", count: 32)
    let data = try await signed(.edDSA(edKey), over: other, registering: edKey.jwk)
    #expect(data["assurance"] == "unverified")
  }

  @Test(arguments: [
    #"{"alg":"none"}"#, #"{"alg":"HS256"}"#, #"{"alg":"ES256"}"#, #"{"alg":"eddsa"}"#, "{}", "[]",
    #"{"alg":"EdDSA","crit":["exp"],"exp":1}"#, #"{"alg":"EdDSA","b64":false}"#,
    #"{"alg":"EdDSA","b64":false,"crit":["b64"]}"#,
  ])
  func `with a header that is not plainly one of the two algorithms is unverified`(
    header: String
  ) async throws {
    let data = try await signed(.edDSA(edKey, header: header), registering: edKey.jwk)
    #expect(data["assurance"] == "unverified")
  }

  @Test(arguments: ["", "..", "a.b.c", "x", "eyJhbGciOiJFZERTQSJ9..", "=.=.="])
  func `that is no signature is unverified`(_ text: String) async throws {
    let data = try await signed(nil, text: text.isEmpty ? "." : text, registering: edKey.jwk)
    #expect(data["assurance"] == "unverified")
  }

  @Test func `in any other spelling of the same bytes is unverified`() async throws {
    let jws = try JWS.edDSA(edKey).sign(Commands.hash)
    _ = try await temporary.submit(Commands.registerKey("seller", edKey.jwk))
    let payload = Data(Commands.hash.utf8).base64URL
    let spellings = [
      jws + "=", jws + "==", jws.replacing("..", with: ".\(payload)."), " " + jws, jws + "\n",
      jws + ".",
    ]
    for (number, spelling) in spellings.enumerated() {
      let data = try await signed(nil, text: spelling, registering: nil, deal: "D\(number)")
      #expect(data["assurance"] == "unverified", "\(spelling)")
    }
  }

  @Test(arguments: ["assurance", "keyId", "unchecked"])
  func `is what the ledger finds it to be: a command that says so itself is invalid`(
    field: String
  ) async throws {
    _ = try await temporary.submit(Commands.signing("D1", hash: Commands.hash))
    let claim = Commands.sign(
      "D1", "seller", hash: Commands.hash, format: "wet", more: [field: "verified"])
    let outcome = try await temporary.submit(claim)
    guard case .invalid(let pointer, _) = outcome else {
      Issue.record("\(outcome.json())")
      return
    }
    #expect(pointer == "/data/\(field)")
  }

  /// The data of the event after a deal was brought to signature and signed by the seller.
  private func signed(
    _ signer: JWS?, text: String? = nil, over hash: String = Commands.hash,
    format: String = "JWS", registering key: [String: String]?, for party: String = "seller",
    deal: String = "D1"
  ) async throws -> [String: String] {
    let signature = try text ?? signer?.sign(hash)
    var lines = key.map { [Commands.registerKey(party, $0)] } ?? []
    lines += Commands.signing(deal, hash: Commands.hash)
    lines.append(
      Commands.sign(deal, "seller", hash: Commands.hash, signature: signature, format: format))
    for outcome in try await temporary.submit(lines) where !outcome.isAccepted {
      Issue.record("\(outcome.json())")
    }
    return try #require(try signatures().last).data
  }

  private func signatures() throws -> [Line] {
    try temporary.ledger.lines().filter { $0["type"] == "deal.signed.v1" }
  }
}
