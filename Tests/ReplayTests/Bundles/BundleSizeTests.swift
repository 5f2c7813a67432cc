import Bundles
import DealRecords
import Deals
import EventLog
import Foundation
import Testing
import Transparency

@testable import Replay

@Suite struct `A bundle of any size` {
  private static let sizes: [UInt64] = [1, 2, 3, 255, 256, 257, 700]

  @Test(arguments: sizes)
  func `holds, and every part of it behind a checkpoint`(_ size: UInt64) async throws {
    let log = try await NumberedLog.made()
    let whole = try log.bundle(BundleOrder(), size: size)
    let certificate = try log.verify(whole)
    // Nothing but line 0 is no pass.
    #expect(certificate.exitCode == (size == 1 ? 2 : 0), "\(certificate.text.plain)")
    #expect(certificate.root == (try log.root(ofSize: size)))
    for first in Self.sizes where first <= size {
      let kept = try log.note(ofSize: first)
      let part = try log.bundle(BundleOrder(from: first), size: size)
      let certificate = try log.verify(part, checkpoint: Array(kept.rendered.utf8))
      #expect(certificate.divergences.isEmpty, "\(certificate.text.plain)")
      #expect(certificate.notes.contains(.outsideCheckpointHolds(size: first)))
      #expect(certificate.counts.events == size - first)
    }
  }

  @Test(arguments: sizes, [1, 300, 70_000, 1 << 20])
  func `is the same whatever pages it is written in`(_ size: UInt64, _ page: Int) async throws {
    let log = try await NumberedLog.made()
    for order in [
      BundleOrder(with: BundlePart.allCases), BundleOrder(filter: .type("deal.tested.v1")),
      BundleOrder(from: size / 2),
    ] {
      #expect(
        try log.bundle(order, size: size, page: page)
          == log.bundle(order, size: size, page: 1 << 24))
    }
  }

  @Test(arguments: sizes)
  func `holds of one type`(_ size: UInt64) async throws {
    let log = try await NumberedLog.made()
    for (type, count) in [("deal.tested.v1", size), ("deal.other.v1", 1)] {
      let bundle = try log.bundle(BundleOrder(filter: .type(type), with: [.requests]), size: size)
      let certificate = try log.verify(bundle)
      #expect(certificate.divergences.isEmpty, "\(certificate.text.plain)")
      #expect(certificate.counts.events == count)
    }
  }

  @Test func `is not made beyond what is signed, nor of a subject without heads`() async throws {
    let log = try await NumberedLog.made()
    #expect(throws: BundleExportFault.beyond(first: 4, size: 3)) {
      try log.bundle(BundleOrder(from: 4), size: 3)
    }
    let subject = BundleFilter.subject(try StreamName("deal/0"))
    #expect(throws: BundleExportFault.noHeads(size: 700)) {
      try log.bundle(BundleOrder(filter: subject), size: 700)
    }
  }
}

/// A log of 700 events that mean nothing, and a key that signs any of its sizes.
private final class NumberedLog: Sendable {
  private static let made = Task { try await NumberedLog() }
  private static let folder = FileManager.default.temporaryDirectory
    .appending(path: "numbered-\(UUID())").path

  private let store: EventStore
  private let key: NoteSigningKey

  static func made() async throws -> NumberedLog { try await made.value }

  private init() async throws {
    let path = Self.folder
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: NumberedLog.folder) }
    key = try NoteSigningKey(generatingAs: "example.org/numbered")
    var created = LedgerCreated()
    (created.format, created.clock) = (1, .history)
    created.key = try #require(Text(text: "\(key.verifierKey)"))
    created.ledger = try #require(Identifier(text: "NUMBERED"))
    created.origin = try #require(Text(text: "example.org/numbered"))
    let founding = try Self.submission("init", [(.ledger, [NewEvent(.created(created))])])
    _ = try EventStore.create(folder: path, source: "/ledgers/NUMBERED/0", founding: founding)
    store = try EventStore(folder: path, access: .readWrite)
    for start in stride(from: 1, to: 700, by: 100) {
      let events = try (start..<min(start + 100, 700)).map { number in
        let event = NewEvent(type: "deal.tested.v1", data: Array(#"{"number":\#(number)}"#.utf8))
        return (stream: try StreamName("deal/\(number % 7)"), events: [event])
      }
      _ = try await store.append(try Self.submission("n\(start)", events))
    }
  }

  private static func submission(
    _ id: String, _ events: [(stream: StreamName, events: [NewEvent])]
  ) throws -> Submission {
    Submission(
      id: try CommandID(id, from: "test"), actor: "system", occurred: "2026-11-21T09:00:00Z",
      time: try #require(RecordTime("2026-11-21T09:00:00.000000Z")),
      digest: .sha256(id.utf8.span.bytes), request: [1] + Array(repeating: 7, count: 60),
      isSameRequest: { _ in true }, sealedRefusal: { Array($1.utf8) },
      decide: { _ in .append(events) })
  }

  func root(ofSize size: UInt64) throws -> TreeHash {
    try store.withSnapshot { snapshot throws(LogFault) in
      let edge = try snapshot.treeEdge()
      guard
        let root = try? edge.root(
          ofSize: size, reading: { (tile) throws(LogFault) in try snapshot.tile(tile) })
      else { throw .damaged("the tree") }
      return root
    }
  }

  func note(ofSize size: UInt64) throws -> SignedNote {
    try key.note(
      Checkpoint(origin: "example.org/numbered", size: size, root: root(ofSize: size)).text)
  }

  func bundle(_ order: BundleOrder, size: UInt64, page: Int = 1 << 16) throws -> [UInt8] {
    try BundleExport(order, of: store, signed: note(ofSize: size)).bytes(page: page)
  }

  func verify(_ bundle: [UInt8], checkpoint: [UInt8]? = nil) throws -> Certificate {
    try BundleVerifier(
      bundle,
      options: ReplayOptions(level: .log, key: key.verifierKey, checkpoint: checkpoint)
    ).run()
  }
}
