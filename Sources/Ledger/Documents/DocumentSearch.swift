import CanonicalJSON
import DealRecords
public import Deals
public import EventLog
import Transparency

/// The hashes under which a ledger may name a file.
public struct DocumentHashes: Hashable, Sendable {
  /// The SHA-256 of its bytes.
  public let bytes: Digest
  /// The SHA-256 of what it says in canonical JSON; nil where that is the same, or it is no JSON.
  ///
  /// Terms that came inside a command are kept, and named, in that form.
  public let canonical: Digest?

  public init(of file: [UInt8]) {
    bytes = Self.digest(of: file)
    let limit = EventStore.longestDocument
    let canonical = (try? Canonicalizer.canonicalize(file, limit: limit)).map(Self.digest)
    self.canonical = canonical == bytes ? nil : canonical
  }

  var all: [Digest] { [bytes] + (canonical.map { [$0] } ?? []) }

  private static func digest(of bytes: [UInt8]) -> Digest {
    TreeHash.sha256(bytes.span.bytes).withBytes { hash in
      guard let digest = Digest(bytes: hash.withUnsafeBytes { Array($0) }) else {
        preconditionFailure("a SHA-256 has 32 bytes")
      }
      return digest
    }
  }
}

/// What a file is to a deal, and where each thing that was done to it stands in the log.
public struct FoundDocument: Sendable {
  public let deal: Identifier
  public let title: LocalizedText
  public let phase: Phase
  public let hash: Digest
  public let uses: [DocumentUse]
  /// The places of the acts, by their revision.
  public let positions: [Int: GlobalPosition]
}

extension Ledger {
  /// The deals that name a file in what everybody may see, and what it is to each on a day.
  ///
  /// It reads the whole log once.
  public func deals(
    naming hashes: DocumentHashes, on day: Day, progress: (UInt64) -> Void = { _ in }
  ) throws(LedgerFault) -> [FoundDocument] {
    var found: [FoundDocument] = []
    for hash in hashes.all {
      for deal in try deals(naming: hash, progress) {
        guard let document = try document(hash, in: deal, on: day) else { continue }
        found.append(document)
      }
    }
    return found
  }

  private func deals(
    naming hash: Digest, _ progress: (UInt64) -> Void
  ) throws(LedgerFault) -> [Identifier] {
    let text = Array(hash.text.utf8)
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var (deals, seen): ([Identifier], Set<String>) = ([], [])
        var lines = try snapshot.lines()
        while let line = try lines.next() {
          if line.position.rawValue % 4096 == 0 { progress(line.position.rawValue) }
          guard line.bytes.place(of: text.span.bytes) != nil, let view = try? LineView(line.bytes),
            seen.insert(view.subject).inserted,
            case .deal(let deal)? = (try? StreamName(view.subject)).flatMap(Subject.init)
          else { continue }
          deals.append(deal)
        }
        return deals
      }
    }
  }

  private func document(
    _ hash: Digest, in deal: Identifier, on day: Day
  ) throws(LedgerFault) -> FoundDocument? {
    guard let folded = try fold(.deal(deal), showing: []), case .deal(let state) = folded.state
    else { return nil }
    let uses = state.uses(of: hash, on: day)
    guard !uses.isEmpty else { return nil }
    var positions: [Int: GlobalPosition] = [:]
    for revision in Set(uses.flatMap(\.acts).map(\.revision)) {
      positions[revision] = try position(of: revision, in: Subject.deal(deal).stream)
    }
    return FoundDocument(
      deal: deal, title: state.title, phase: state.phase, hash: hash, uses: uses,
      positions: positions)
  }

  private func position(
    of revision: Int, in stream: StreamName
  ) throws(LedgerFault) -> GlobalPosition? {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var lines = try snapshot.lines(of: stream, from: StreamRevision(UInt64(revision)))
        return try lines.next()?.position
      }
    }
  }
}
