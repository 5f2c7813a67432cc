import Deals
import Disclosures
import EventLog
import Ledger
import Transparency

/// A disclosure as it goes out, and what people and programs are told of it.
struct DisclosureReport {
  private let made: MadeDisclosure
  private let chosen: ChosenFields
  private let file: NewFile?

  init(_ made: MadeDisclosure, of chosen: ChosenFields, in file: NewFile?) {
    (self.made, self.chosen, self.file) = (made, chosen, file)
  }

  func write(to console: Console) throws {
    do {
      try writeFile(to: console)
    } catch let failure as Failure where made.record != nil {
      throw Unwritten(cause: failure)
    }
    if console.isJSON { try console.data.write(json.text) }
    for line in words { console.talk.say(line) }
  }

  private func writeFile(to console: Console) throws {
    if let file { return try file.write(made.file.encoded) }
    do {
      try console.data.writeRaw(made.file.encoded)
      try console.data.flush()
    } catch is DataStream.Closed {
      throw Failure(
        .io, "whoever read standard output has gone", next: "name a file with -o FILE")
    }
  }

  private var hidden: Int { made.line.hidden.map(\.count).reduce(0, +) }

  private var json: JSON {
    let fields = chosen.fields.map { field -> JSON in
      ["class": .string(field.disclosure.rawValue), "path": .string(field.path.description)]
    }
    let checkpoint: JSON = [
      "isNew": .boolean(made.isNewlySigned), "size": .integer(Int(made.line.checkpoint.size)),
    ]
    return [
      "checkpoint": checkpoint, "disclosed": .array(fields), "hidden": .integer(hidden),
      "path": .text(file?.path), "position": .integer(Int(made.line.position)),
      "record": made.record.map { .verbatim($0.json()) },
    ]
  }

  private var words: [String] {
    var words: [String] = []
    if let place = made.record?.place {
      words.append("Recorded at position \(place), in \(chosen.line.deal?.text ?? "").")
    }
    if made.isNewlySigned {
      words.append(
        "Signed a checkpoint over \(made.line.checkpoint.size) events, since none covered the line."
      )
    }
    let target = file.map { ", in \($0.path)" } ?? ""
    words.append(
      "Disclosed \(chosen.fields.count) of \(chosen.fields.count + hidden) hidden fields of the "
        + "line at position \(made.line.position)\(target).")
    return words
  }
}

/// A disclosure was recorded, and its file could not be written.
struct Unwritten: Error {
  let cause: Failure
}

extension CommandOutcome {
  fileprivate var place: String? {
    switch self {
    case .accepted(let receipt), .repeated(let receipt): receipt.last.map { "\($0.position)" }
    case .refused, .invalid: nil
    }
  }
}
