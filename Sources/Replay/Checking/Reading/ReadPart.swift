import EventLog
import Transparency

/// The lines of a part of the log, read by themselves, and what was found against them.
struct ReadPart: Sendable {
  var lines: [ReadLine] = []
  var draft: CertificateDraft

  /// All is listed, since the whole lists what comes first by position.
  init(_ options: ReplayOptions) { draft = CertificateDraft(options, listing: .max) }

  /// Takes what is not a line that the log writes, and says why.
  mutating func take(malformed line: borrowing StoredLine) {
    do throws(LineFault) {
      _ = try LineView(line.bytes).envelope()
    } catch {
      draft.add(.log, .malformedLine, at: .position(line.position), "\(error)")
    }
    lines.append(ReadLine(at: line.position, leaf: .leaf(line.bytes)))
  }
}

/// By what the lines of one command are known: no other has their digest, which covers a random
/// salt.
struct CommandMark: Hashable {
  /// The most lines that a command has.
  private static let longest = UInt64(EventStore.mostEvents)

  private let id: String
  private let digest: TreeHash

  init(_ envelope: Envelope) { (id, digest) = (envelope.commandID, envelope.commandDigest) }

  /// The mark of the last line before a position, as far back as a command reaches; nil where there
  /// is none.
  init?(lastBefore start: UInt64, in snapshot: borrowing Snapshot) throws(LogFault) {
    for position in (start - min(start, Self.longest)..<start).reversed() {
      guard let line = try snapshot.line(at: GlobalPosition(position)),
        let envelope = try? LineView(line).envelope()
      else { continue }
      self.init(envelope)
      return
    }
    return nil
  }
}
