import Deals
import EventLog
import Ledger

/// What a document is to the deals of a ledger, for people and for programs.
struct DocumentReport {
  let file: String
  let hashes: DocumentHashes
  let day: Day
  let found: [FoundDocument]
  /// How many events were looked through.
  let size: UInt64
  /// How many of them a checkpoint signs.
  let signed: UInt64?

  func write(to console: Console) throws {
    guard !console.isJSON else { return try console.data.write(json.text) }
    try console.data.write("\(file)  \(hashes.bytes.text)")
    for document in found {
      for use in document.uses { try write(use, of: document, to: console) }
    }
    if found.isEmpty {
      console.talk.say(
        "Nothing in the \(size) events names this document. next: make sure that it is the very file,"
          + " byte for byte; what was sealed, such as evidence, is not looked through")
    } else {
      console.talk.say(
        signed.map { "A checkpoint signs the first \($0) of \(size) events." }
          ?? "No checkpoint signs these events yet: `dealledger checkpoint create`.")
    }
  }

  private func write(
    _ use: DocumentUse, of document: FoundDocument, to console: Console
  ) throws {
    let title = document.title.text(in: console.language).printable
    try console.data.write("")
    try console.data.write(
      console.screen.paint("\(use.kind.words) of \(document.deal)", .strong) + "  \(title)")
    if document.hash != hashes.bytes {
      try console.data.write("named by its canonical form, \(document.hash.text)")
    }
    let (words, tone) = use.standing.words(on: day)
    try console.data.write(console.screen.paint(words, tone))
    var table = Table([
      .init(head: "position", alignment: .right), .init(head: "happened"), .init(head: "what"),
      .init(head: "who"), .init(head: "how"), .init(head: "stands"),
    ])
    for act in use.acts {
      table.add([
        .init(document.positions[act.revision].map { "\($0)" } ?? "", .faint),
        .init(act.at.text), .init(act.what.rawValue), .init(act.who, .name), .init(act.how),
        act.stands ? .init("yes") : .init("voided", .bad),
      ])
    }
    try console.write(table)
  }

  private var json: JSON {
    [
      "file": .string(file), "sha256": .string(hashes.bytes.hex), "on": .string(day.text),
      "events": .integer(Int(size)), "signed": signed.map { .integer(Int($0)) },
      "documents": .array(
        found.flatMap { document in document.uses.map { json($0, of: document) } }),
    ]
  }

  private func json(_ use: DocumentUse, of document: FoundDocument) -> JSON {
    [
      "deal": .string(document.deal.text), "state": .string(document.phase.rawValue),
      "hash": .string(document.hash.text), "kind": .string(use.kind.code),
      "id": use.kind.id.map(JSON.string), "standing": .string(use.standing.code),
      "inForce": .boolean(use.standing.isInForce), "words": .string(use.standing.words(on: day).0),
      "acts": .array(
        use.acts.map { act in
          [
            "position": document.positions[act.revision].map { .integer(Int($0.rawValue)) },
            "revision": .integer(act.revision), "at": .string(act.at.text),
            "what": .string(act.what.rawValue), "actor": .string(act.by.text),
            "party": (act.party ?? act.by.party).map { .string($0.text) },
            "body": act.body.map(JSON.string),
            "assurance": act.assurance.map { .string($0.rawValue) },
            "stands": .boolean(act.stands),
          ]
        }),
    ]
  }
}

extension DocumentUse.Act {
  fileprivate var who: String {
    guard let party, party != by.party else { return by.text }
    return "\(by.text) for \(party)"
  }

  fileprivate var how: String { body ?? assurance?.rawValue ?? "" }
}

extension DocumentUse.Kind {
  fileprivate var code: String {
    switch self {
    case .terms: "terms"
    case .amendment: "amendment"
    case .termSheet: "term-sheet"
    case .sideAgreement: "side-agreement"
    case .settlement: "settlement"
    }
  }

  fileprivate var id: String? {
    switch self {
    case .terms(let version): "\(version)"
    case .amendment(let id), .settlement(let id): id.text
    case .sideAgreement(let kind): kind
    case .termSheet: nil
    }
  }

  fileprivate var words: String {
    switch self {
    case .terms(let version): "Terms, version \(version),"
    case .amendment(let id): "Terms as of amendment \(id)"
    case .termSheet: "The term sheet"
    case .sideAgreement(let kind): "A side agreement (\(kind))"
    case .settlement(let dispute): "The settlement of dispute \(dispute)"
    }
  }
}

extension DocumentUse.Standing {
  fileprivate var isInForce: Bool {
    if case .inForce = self { return true }
    return false
  }

  fileprivate var code: String {
    switch self {
    case .offered: "offered"
    case .agreed: "agreed"
    case .inForce: "in-force"
    case .inForceFrom: "in-force-later"
    case .replaced: "replaced"
    case .superseded: "superseded"
    case .ended: "ended"
    case .neverInForce: "never-in-force"
    case .notConcluded(let isRejected): isRejected ? "rejected" : "proposed"
    case .recorded: "recorded"
    }
  }

  fileprivate func words(on day: Day) -> (String, Tone) {
    switch self {
    case .offered: ("on the table; not all parties have accepted it", .warning)
    case .agreed: ("agreed by all parties; not in force yet", .warning)
    case .inForce(let since): ("in force on \(day), since \(since)", .good)
    case .inForceFrom(let from): ("not in force on \(day): from \(from) on", .warning)
    case .replaced(let amendment, let on):
      ("no longer in force on \(day): replaced by amendment \(amendment) on \(on)", .bad)
    case .superseded(let version):
      ("never in force: superseded, the newest version is \(version)", .bad)
    case .ended(let phase): ("no longer in force: the deal is \(phase.rawValue)", .bad)
    case .neverInForce(let phase): ("never in force: the deal is \(phase.rawValue)", .bad)
    case .notConcluded(true): ("never in force: the amendment was rejected", .bad)
    case .notConcluded(false): ("proposed; not signed by all parties", .warning)
    case .recorded: ("recorded; the ledger does not say whether it binds", .plain)
    }
  }
}
