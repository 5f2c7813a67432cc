import Deals
import EventLog
import Keyring
import Replay
import Testing

@testable import DealRecords

@Suite struct `A ledger whose sealed values were tampered with` {
  @Test(arguments: SealedTampering.all)
  func `does not hold, and the place is named`(_ tampering: SealedTampering) async throws {
    let (copy, place) = try await tampered(tampering)
    let certificate = try copy.verify()
    #expect(certificate.exitCode == 1)
    #expect(certificate.names(tampering.code, at: place), "\(certificate.text.plain)")
    #expect(certificate.counts.erasedCommands + certificate.counts.erasedLines == 0)
  }

  @Test(arguments: SealedTampering.all)
  func `shows without keys what its form shows, and no more`(
    _ tampering: SealedTampering
  ) async throws {
    let (copy, place) = try await tampered(tampering)
    let certificate = try copy.verify(ReplayOptions(level: .decisions, keys: "nowhere"))
    guard let code = tampering.codeWithoutKeys else {
      return #expect(certificate.exitCode == 0, "\(certificate.text.plain)")
    }
    #expect(certificate.exitCode == 1)
    #expect(certificate.names(code, at: place), "\(certificate.text.plain)")
  }

  @Test(arguments: SealedTampering.all)
  func `never shows another value`(_ tampering: SealedTampering) async throws {
    let whole = try LedgerCopy(of: try await .made()).facts()
    let (copy, _) = try await tampered(tampering)
    let facts = try copy.facts()
    #expect(facts.count == whole.count)
    for (position, fact) in facts.enumerated() {
      guard let fact, fact.isWhole else { continue }
      #expect(fact.fact == whole[position]?.fact, "position \(position)")
    }
  }

  private func tampered(_ tampering: SealedTampering) async throws -> (LedgerCopy, place: String) {
    let copy = try LedgerCopy(of: try await .made())
    let keys = try copy.resealing()
    var place = ""
    try copy.tamper { place = try tampering.tamper(&$0, keys) }
    return (copy, place)
  }
}

extension Certificate {
  fileprivate func names(_ code: DivergenceCode, at place: String) -> Bool {
    divergences.contains { $0.code == code && $0.place.description.hasPrefix(place) }
  }
}

extension LedgerCopy {
  fileprivate func resealing() throws -> Resealing {
    let store = try EventStore(folder: path + "/log", access: .readOnly)
    let line = try store.events(from: .first, limit: 1)[0].line
    let view = try LineView(line.span.bytes)
    guard case .ledger(.created(let created)) = try Fact(type: view.type, data: view.data) else {
      throw Tampering.Missing()
    }
    return try Resealing(keys: keysPath, ledger: created.ledger.text)
  }

  /// What whoever holds the keys reads in each line; nil where that is nothing.
  fileprivate func facts() throws -> [(fact: Fact, isWhole: Bool)?] {
    let vault = try resealing().vault
    let store = try EventStore(folder: path + "/log", access: .readOnly)
    return try store.withSnapshot { snapshot throws(LogFault) in
      var facts: [(fact: Fact, isWhole: Bool)?] = []
      var lines = try snapshot.lines()
      while let line = try lines.next() {
        let row = try snapshot.vault(at: line.position)
        facts.append(Self.fact(line, row, vault))
      }
      return facts
    }
  }

  private static func fact(
    _ line: borrowing StoredLine, _ row: RawSpan?, _ vault: Vault
  ) -> (fact: Fact, isWhole: Bool)? {
    let opener = Opener(vault, for: .deciding)
    guard let view = try? LineView(line.bytes), let stream = try? StreamName(view.subject),
      let fact = try? Fact(view, at: line.position, sealed: row, by: opener)
    else { return nil }
    let opened = opener.open(row, of: stream, at: line.position)
    return (fact, row != nil && opened.closures.isEmpty)
  }
}
