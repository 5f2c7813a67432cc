import EventLog
import Transparency

/// A certificate while the replay is at work.
struct CertificateDraft {
  /// How many divergences are listed; one damaged page can bring thousands.
  static let mostListed = 100

  private let mostListed: Int

  let options: ReplayOptions
  var identity: LedgerIdentity?
  var size: UInt64 = 0
  var root: TreeHash?
  var counts = ReplayCounts()
  private var divergences: [Divergence] = []
  private(set) var divergenceCount = 0
  private var failed: Set<ReplayLevel> = []
  private var open: [ReplayLevel: String] = [:]
  private var skipped: Set<ReplayLevel> = []
  private var notes: [CertificateNote] = []

  init(_ options: ReplayOptions, listing mostListed: Int = Self.mostListed) {
    (self.options, self.mostListed) = (options, mostListed)
  }

  func asks(_ level: ReplayLevel) -> Bool { level <= options.level }

  mutating func add(
    _ level: ReplayLevel, _ code: DivergenceCode, at place: Place, _ message: String
  ) {
    failed.insert(level)
    divergenceCount += 1
    guard divergences.count < mostListed else { return }
    divergences.append(Divergence(level, code, at: place, message))
  }

  mutating func add(_ divergence: Divergence) {
    add(divergence.level, divergence.code, at: divergence.place, divergence.message)
  }

  /// Takes over what was found in a part, by position.
  mutating func take(_ part: CertificateDraft) {
    let listed = part.divergences.enumerated().sorted { one, other in
      (one.element.place.position ?? .first, one.offset)
        < (other.element.place.position ?? .first, other.offset)
    }
    for (_, divergence) in listed { add(divergence) }
    divergenceCount += part.divergenceCount - listed.count
    failed.formUnion(part.failed)
    for (level, why) in part.open { leaveOpen(level, why) }
    counts += part.counts
    notes += part.notes
  }

  /// Says that a level cannot be told, and why; the first reason stands.
  mutating func leaveOpen(_ level: ReplayLevel, _ why: String) {
    if open[level] == nil { open[level] = why }
  }

  /// Counts what was found beyond what is listed.
  mutating func addUnlisted(_ count: Int) { divergenceCount += count }

  /// Says that there is nothing for a level to look at.
  mutating func skip(_ level: ReplayLevel) { skipped.insert(level) }

  /// Whether nothing was found so far that stands against a level, and nothing left it open.
  func holds(_ level: ReplayLevel) -> Bool { verdict(of: level) == .holds }

  mutating func note(_ note: CertificateNote) { notes.append(note) }

  func certificate() -> Certificate {
    Certificate(
      identity: identity, size: size, root: root, verdicts: verdicts, counts: counts,
      divergences: divergences, divergenceCount: divergenceCount, notes: allNotes)
  }

  private var verdicts: [ReplayLevel: LevelVerdict] {
    Dictionary(uniqueKeysWithValues: ReplayLevel.allCases.map { ($0, verdict(of: $0)) })
  }

  private func verdict(of level: ReplayLevel) -> LevelVerdict {
    guard asks(level), !skipped.contains(level) else { return .notAsked }
    if failed.contains(level) { return .doesNotHold }
    return open[level] == nil ? .holds : .cannotTell
  }

  private var allNotes: [CertificateNote] {
    let open = self.open.filter { asks($0.key) }.sorted { $0.key < $1.key }
      .map { CertificateNote.open($0.key, $0.value) }
    let unlisted = divergenceCount - divergences.count
    return open + notes + (unlisted > 0 ? [.notListed(unlisted)] : [])
  }
}
