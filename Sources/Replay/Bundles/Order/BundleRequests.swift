import Bundles
import DealRecords
import EventLog

/// A box for each command of which the bundle holds the first event, and what is in them where keys
/// are given.
struct BundleRequests {
  /// Where a command begins, and where in the bundle its first line lies.
  private struct Start {
    let position: GlobalPosition
    let bytes: Range<Int>
  }

  private let header: BundleHeader
  private let vault: Vault?
  private let owners: KeyCheck?
  private let file: BundleFile
  private var starts: [Start] = []
  /// How many of them have been passed.
  private var passed = 0
  private var opened: UInt64 = 0

  init(_ header: BundleHeader, _ vault: Vault?, _ file: BundleFile) {
    (self.header, self.vault, self.file) = (header, vault, file)
    owners = vault.map(KeyCheck.init)
  }

  /// Takes the first event of a command.
  mutating func begin(_ event: ReadEvent) {
    guard header.with.contains(.requests) else { return }
    starts.append(Start(position: event.position, bytes: event.bytes))
  }

  mutating func take(
    _ box: [UInt8], of position: GlobalPosition, at place: Place, _ draft: inout CertificateDraft
  ) throws(BundleFile.Fault) {
    while passed < starts.count, starts[passed].position < position {
      miss(starts[passed], &draft)
      passed += 1
    }
    guard passed < starts.count, starts[passed].position == position else {
      return draft.add(
        .log, .needlessRequest, at: place,
        "no command of this bundle begins at position \(position)")
    }
    let line = try file.read(starts[passed].bytes)
    passed += 1
    guard let envelope = try? LineView(line.span.bytes).envelope() else { return }
    let kept = KeptCommand(box.span.bytes, of: envelope, at: position, by: vault, owners, &draft)
    if case .opened = kept { opened += 1 }
  }

  mutating func finish(_ draft: inout CertificateDraft) {
    while passed < starts.count {
      miss(starts[passed], &draft)
      passed += 1
    }
    if opened > 0 { draft.note(.openedRequests(opened)) }
  }

  /// An event that is not alone may stand behind the first of its command: of one type, or at the
  /// beginning of a bundle that goes on from another.
  private func miss(_ start: Start, _ draft: inout CertificateDraft) {
    if case .type = header.filter, start.position != .first { return }
    if header.first > 0, start.position.rawValue == header.first { return }
    draft.add(
      .log, .requestMissing, at: .position(start.position),
      "a command begins here, and its request is not in the bundle")
  }
}
