import Crypto
import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Testing
import Transparency

@Suite struct `A document of terms` {
  let temporary: TemporaryLedger
  let at = "2021-09-16T02:00:00Z"
  let bytes = Array("The price is \u{0} what it is.".utf8)

  init() async throws {
    temporary = try TemporaryLedger()
    _ = try await temporary.submit(Commands.negotiating("D1") + Commands.negotiating("D2"))
  }

  private let terms: [String: Any] = ["z": [1, ["é": NSNull()]], "a": "ตกลง"]
  private let canonicalTerms = #"{"a":"ตกลง","z":[1,{"é":null}]}"#

  @Test func `in the command is stored under its deal with what nobody can guess`() async throws {
    let outcome = try await temporary.submit(Commands.offer("D1", at: at, ["terms": terms]))
    #expect(outcome.code == "accepted")
    let hash = try #require(try offered())
    let text = String(decoding: try #require(try document(hash, of: "D1")), as: UTF8.self)
    let expected = try Regex(#"^\{"nonce":"[A-Za-z0-9_-]{43}","terms":(.*)\}$"#)
    let match = try #require(try expected.wholeMatch(in: text), "\(text)")
    #expect(match[1].substring.map(String.init) == canonicalTerms)
    #expect(digest(Array(text.utf8)) == hash)
    #expect(try #require(temporary.ledger.lines().last).text.contains("nonce") == false)
  }

  @Test func `in the command is the terms as given where the command names its hash`() async throws
  {
    let canonical = Array(canonicalTerms.utf8)
    let named = ["terms": terms, "termsHash": digest(canonical)] as [String: Any]
    #expect(try await temporary.submit(Commands.offer("D1", at: at, named)).code == "accepted")
    #expect(try offered() == digest(canonical))
    #expect(try document(digest(canonical), of: "D1") == canonical)
    #expect(try document(digest(canonical), of: "D2") == nil)
  }

  @Test func `beside the command is stored as it is`() async throws {
    for data in [[:], ["termsHash": digest(bytes)]] as [[String: Any]] {
      let temporary = try TemporaryLedger()
      _ = try await temporary.submit(Commands.negotiating("D1"))
      let line = Commands.offer("D1", at: at, data)
      let outcome = try await temporary.ledger.handle(
        IncomingCommand(Array(line.utf8), document: bytes))
      #expect(outcome.code == "accepted")
      #expect(try temporary.ledger.lines().last?.data["termsHash"] == digest(bytes))
      let stored = try temporary.ledger.document(digest(bytes), of: "D1")
      #expect(stored == bytes)
    }
  }

  @Test func `beside a command that names another hash is refused and not kept`() async throws {
    let outcome = try await offer(["termsHash": Commands.hash], beside: bytes)
    #expect(outcome.code == "terms-hash-mismatch")
    #expect(try document(digest(bytes), of: "D1") == nil)
    #expect(try temporary.ledger.size == 7)
  }

  @Test func `beside a command that is refused for another reason is not kept`() async throws {
    let outcome = try await offer(["baseVersion": 3], beside: bytes, base: 3)
    #expect(outcome.code == "no-such-version")
    #expect(try document(digest(bytes), of: "D1") == nil)
  }

  @Test func `comes in one way: in the command, beside it, or by its hash`() async throws {
    let outcomes = [
      try await offer([:], beside: nil),
      try await offer(["terms": ["a": 1]], beside: bytes),
      try await temporary.ledger.handle(
        IncomingCommand(Array(Commands.propose("D3").utf8), document: bytes)),
    ]
    #expect(outcomes.map(\.name) == ["invalid", "invalid", "invalid"])
    #expect(
      outcomes.map { outcome in
        guard case .invalid(let pointer, _) = outcome else { return "" }
        return pointer
      } == ["/data/termsHash", "/data/terms", "/command"])
    #expect(try temporary.ledger.size == 7)
  }

  @Test func `in the command under the hash of another is refused`() async throws {
    let outcome = try await offer(["terms": ["a": 1], "termsHash": Commands.hash], beside: nil)
    #expect(outcome.code == "terms-hash-mismatch")
    #expect(try temporary.ledger.size == 7)
  }

  @Test func `beside the same command makes another request of it where it is another`()
    async throws
  {
    #expect(try await offer([:], beside: bytes, id: "c-1").code == "accepted")
    #expect(try await offer([:], beside: bytes, id: "c-1").code == "repeated")
    #expect(try await offer([:], beside: bytes + [1], id: "c-1").code == "command-id-reused")
    #expect(try document(digest(bytes + [1]), of: "D1") == nil)
  }

  @Test func `of more than 64 MiB is refused`() async throws {
    let outcome = try await offer([:], beside: Array(repeating: 0, count: 64 << 20 | 1))
    #expect(outcome.name == "invalid")
    #expect(try await offer([:], beside: Array(repeating: 0, count: 64 << 20)).code == "accepted")
  }

  private func offer(
    _ data: [String: Any], beside document: [UInt8]?, base: Int = 0, id: String? = nil
  ) async throws -> CommandOutcome {
    let line = Commands.offer("D1", at: at, base: base, id: id, data)
    return try await temporary.ledger.handle(
      IncomingCommand(Array(line.utf8), document: document))
  }

  private func offered() throws -> String? { try temporary.ledger.lines().last?.data["termsHash"] }

  private func document(_ hash: String, of deal: String) throws -> [UInt8]? {
    try temporary.ledger.document(hash, of: deal)
  }

  private func digest(_ bytes: [UInt8]) -> String {
    "sha256:" + SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
  }
}

extension Ledger {
  fileprivate func document(_ hash: String, of deal: String) throws -> [UInt8]? {
    guard let digest = TreeHash(hex: String(hash.dropFirst(7))) else { return nil }
    let vault = try requireVault()
    return try store.withSnapshot { snapshot throws(LogFault) in
      let stream = try StreamName("deal/\(deal)")
      guard let box = try snapshot.document(digest, under: stream) else { return nil }
      return try? vault.document(box, digest, under: stream).get()
    }
  }
}
