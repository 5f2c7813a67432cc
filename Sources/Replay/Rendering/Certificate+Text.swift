import DealRecords
import Transparency

extension Certificate {
  /// The certificate for people.
  public var text: CertificateText {
    var text = CertificateText()
    text.line(("Certificate of replay", .heading))
    text.line()
    text.line(("  \(verdict.mark) ", verdict.style), (summary, verdict.style))
    text.line()
    writeIdentity(to: &text)
    text.line()
    for level in ReplayLevel.allCases { write(level, to: &text) }
    writeDivergences(to: &text)
    writeNotes(to: &text)
    return text
  }

  private var summary: String {
    switch verdict {
    case .holds:
      "Holds: the bytes verify, as far as level \(lastLevel) looks"
    case .doesNotHold:
      "Does not hold: \(counted(UInt64(divergenceCount), "disagreement")), the first at "
        + (divergences.first?.place.description ?? "an unknown place")
    case .cannotTell, .notAsked:
      "Cannot tell: what was asked for could not be checked, or not all of it"
    }
  }

  private var lastLevel: Int {
    verdicts.filter { $0.value != .notAsked }.keys.map(\.rawValue).max() ?? 0
  }

  private func writeIdentity(to text: inout CertificateText) {
    func field(_ name: String, _ value: String) {
      text.line(("  " + padded(name, to: 10), .quiet), (value, .plain))
    }
    if let identity {
      let clock = identity.clock == .history ? "history ledger" : "live ledger"
      field("ledger", "\(identity.ledger) (\(clock))")
      field("origin", identity.origin)
      field("key", identity.key)
      field("format", "\(identity.format), rules of version \(identity.decider)")
    } else {
      field("ledger", "unknown: line 0 was not read")
    }
    field("size", counted(size, "event"))
    field("root", root?.base64 ?? "not known: the lines were not all read")
  }

  private func write(_ level: ReplayLevel, to text: inout CertificateText) {
    let verdict = verdict(of: level)
    text.line(
      ("  \(verdict.mark) ", verdict.style), ("\(level.rawValue)  ", .plain),
      (padded(level.description, to: 11), .plain), (extent(of: level), .quiet))
  }

  /// How much of a level was looked at.
  private func extent(of level: ReplayLevel) -> String {
    guard verdict(of: level) != .notAsked else { return "not checked" }
    let parts =
      switch level {
      case .storage where counts.pages == 0: [counted(counts.rows, "line")]
      case .storage: [counted(counts.rows, "row"), counted(counts.pages, "page")]
      case .log:
        [
          counted(counts.events, "line"), counted(counts.streams, "stream"),
          counted(counts.commands, "command"), counted(counts.tiles, "tile"),
          counted(counts.checkpoints, "checkpoint"), counted(counts.documents, "document"),
          counted(counts.refusals, "refusal"),
        ]
      case .decisions:
        [
          counted(counts.legalEvents, "event") + " legal",
          counted(counts.decidedAgain, "command") + " decided again",
          counted(counts.openedLines, "line") + " opened",
        ] + unopened
      case .models: [counted(counts.modelRows, "row")]
      }
    return parts.joined(separator: ", ")
  }

  /// What was not decided again or not opened, as far as there is any.
  private var unopened: [String] {
    [
      (counts.erasedCommands, "command", "erased, not decidable"),
      (counts.erasedLines, "line", "with erased values"),
      (counts.closedCommands, "command", "not opened"),
      (counts.closedLines, "line", "not opened"),
    ].filter { $0.0 > 0 }.map { counted($0.0, $0.1) + " \($0.2)" }
  }

  private func writeDivergences(to text: inout CertificateText) {
    guard !divergences.isEmpty else { return }
    text.line()
    text.line(("Found", .heading))
    for divergence in divergences {
      text.line()
      text.line(
        ("  ✗ \(divergence.place)", .bad),
        ("  \(divergence.code.rawValue), level \(divergence.level.rawValue)", .quiet))
      text.line("    \(divergence.message)")
      text.line(("    Next: \(divergence.code.remedy)", .quiet))
    }
  }

  private func writeNotes(to text: inout CertificateText) {
    text.line()
    text.line(("Notes", .heading))
    text.line()
    for note in notes { text.line("  · \(note)") }
    text.line("  · \(Self.scope)")
  }

  /// What a certificate does not say.
  private static let scope =
    "this says that bytes, hashes and rules agree; what they mean in law is not its affair"
}

extension LevelVerdict {
  fileprivate var mark: String {
    switch self {
    case .holds: "✓"
    case .doesNotHold: "✗"
    case .cannotTell: "?"
    case .notAsked: "–"
    }
  }

  fileprivate var style: CertificateText.Style {
    switch self {
    case .holds: .good
    case .doesNotHold: .bad
    case .cannotTell: .unsure
    case .notAsked: .quiet
    }
  }
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}

/// A number with its noun: `1,234 events`, `1 event`.
private func counted(_ number: UInt64, _ noun: String) -> String {
  let digits = String(String(number).reversed())
  let groups = stride(from: 0, to: digits.count, by: 3).map { digits.dropFirst($0).prefix(3) }
  return String(groups.joined(separator: ",").reversed()) + " " + noun + (number == 1 ? "" : "s")
}
