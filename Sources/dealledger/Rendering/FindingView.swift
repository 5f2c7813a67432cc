import Ledger

extension Console {
  /// Writes findings as people read them, the advice below each that has some.
  func write(_ findings: [Finding]) throws {
    var table = Table([
      .init(head: ""), .init(head: "check"), .init(head: "found", yielding: .wrapped),
    ])
    for finding in findings {
      let tone = finding.status.tone
      table.add([
        .init(finding.status.sign, tone), .init(finding.code.rawValue),
        .init(finding.message.printable, finding.status == .ok ? .plain : tone),
      ])
      guard let advice = finding.advice else { continue }
      table.add([.init(""), .init(""), .init("→ " + advice.printable)])
    }
    try write(table)
    try data.flush()
    let (faults, warnings) = (findings.count(of: .fault), findings.count(of: .warning))
    talk.say(
      faults + warnings == 0
        ? "All is well."
        : "\(faults.counted("fault")) and \(warnings.counted("warning")), with what to do below each."
    )
  }

  /// Warns of what runs short.
  func warn(of shortages: [Finding]) {
    for finding in shortages {
      talk.warn((finding.message + (finding.advice.map { "; " + $0 } ?? "")).printable)
    }
  }
}

extension Finding {
  var json: JSON {
    [
      "code": .string(code.rawValue), "status": .string(status.rawValue),
      "message": .string(message), "advice": .text(advice),
    ]
  }
}

extension Finding.Status {
  fileprivate var sign: String {
    switch self {
    case .ok: "✓"
    case .warning: "! warning"
    case .fault: "✗ fault"
    }
  }

  fileprivate var tone: Tone {
    switch self {
    case .ok: .good
    case .warning: .warning
    case .fault: .bad
    }
  }
}

extension [Finding] {
  fileprivate func count(of status: Finding.Status) -> Int { count { $0.status == status } }
}
