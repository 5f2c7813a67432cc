import DealRecords
import EventLog
import Keyring
import Replay

// MARK: With the ledger's keys, which whoever keeps it has

extension SealedTampering {
  static let resealed = [
    SealedTampering("two names swapped", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { values in
        let (one, other) = (values[0].disclosedName, values[1].disclosedName)
        (values[0], values[1]) = (values[0].withName(other), values[1].withName(one))
      }
    },
    SealedTampering("two values swapped", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { $0.swapAt(0, 1) }
    },
    SealedTampering("another value", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { values in
        values[0] = values[0].withValue(values[0].hasSuffix(",null]") ? "\"9\"" : "null")
      }
    },
    SealedTampering("another salt", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { values in
        values[0] = values[0].replacing(values[0].salt, with: String(values[0].salt.reversed()))
      }
    },
    SealedTampering("a value too few", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { $0.removeLast() }
    },
    SealedTampering("a value too many", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { $0.append($0[0]) }
    },
    SealedTampering("no value at all", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { $0 = [] }
    },
    SealedTampering("a part that is not there", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { $0[0] = "7" }
    },
    SealedTampering("a blank in a value", .sealedDiffers) { log, keys in
      try log.reseal(by: keys) { $0[0] = $0[0].replacing("\",\"", with: "\", \"") }
    },
    SealedTampering("another deal's key", .sealedDiffers, withoutKeys: .sealedDiffers) {
      log, keys in
      let (line, other) = try log.sealedLines { $0.stream != $1.stream && !$0.isAboutPerson }
      let box = try keys.seal(
        try keys.values(of: line), part: 0, of: line, as: Vault.owner(of: other.stream))
      try log.change(of: line) { $0 = box }
      return line.place
    },
    SealedTampering("a person's values among the deal's", .sealedDiffers) { log, keys in
      let line = try log.sealedLine { $0.row.boxes.count == 2 }
      var others = try keys.elements(ofPart: 1, in: line)[...]
      let values = try keys.values(of: line).map { $0 == "1" ? others.removeFirst() : $0 }
      let box = try keys.seal(values, part: 0, of: line, as: Vault.owner(of: line.stream))
      try log.put(SealedRow([]).with(box).encoded, for: line.key, in: .vault)
      return line.place
    },
    SealedTampering("a person's value more than is asked for", .sealedDiffers) { log, keys in
      let line = try log.sealedLine { $0.row.boxes.count == 2 }
      let subject = try keys.owner(ofPart: 1, in: line)
      let values = try keys.elements(ofPart: 1, in: line)
      let box = try keys.seal(values + values, part: 1, of: line, as: subject)
      try log.change(box: 1, of: line) { $0 = box }
      return line.place
    },
    SealedTampering("another request", .requestDiffers) { log, keys in
      let line = try log.sealedLine { $0.isFirst && !$0.isAboutPerson }
      let id = try log.commandID(of: line)
      let record = CommandRecord(request: Array("{}".utf8), findings: Array("{}".utf8))
      let key = try keys.vault.keyring.key(for: Vault.owner(of: line.stream))
      try log.put(
        try keys.vault.seal(record, under: CommandKeys(own: key), id: id), for: line.key,
        in: .requests)
      return line.place
    },
    SealedTampering(
      "a request without a person's key", .requestDiffers, withoutKeys: .sealedDiffers
    ) { log, keys in
      let line = try log.sealedLine { $0.isFirst && $0.isAboutPerson }
      let id = try log.commandID(of: line)
      let row = try log.value(line.key, in: .requests)
      let record = try keys.vault.record(row.span.bytes, id: id).get()
      let key = try keys.vault.keyring.key(for: Vault.owner(of: line.stream))
      try log.put(
        try keys.vault.seal(record, under: CommandKeys(own: key), id: id), for: line.key,
        in: .requests)
      return line.place
    },
  ]
}

extension SealedRow {
  fileprivate func with(_ box: [UInt8]) -> SealedRow {
    var copy = self
    copy.boxes.append(box)
    return copy
  }
}

extension Resealing {
  /// Whose key a part is under.
  fileprivate func owner(ofPart part: Int, in line: SealedLine) throws -> KeyOwner {
    let bytes = line.row.boxes[part]
    guard let box = SealedBox(bytes.span.bytes) else { throw Tampering.Missing() }
    switch vault.keyring.standing(of: box.key(at: 0)) {
    case .present(_, let owner), .restricted(_, let owner): return owner
    case .erased, .unknown: throw Tampering.Missing()
    }
  }
}

extension Tampering {
  fileprivate func commandID(of line: SealedLine) throws -> String {
    let bytes = try value(line.key, in: .events)
    return try LineView(bytes.span.bytes).commandID
  }

  /// Changes the values of the first line that has several and none about a person.
  fileprivate mutating func reseal(
    by keys: Resealing, _ body: (inout [String]) -> Void
  ) throws -> String {
    for line in try sealedLines() where !line.isAboutPerson {
      guard try keys.values(of: line).count > 1 else { continue }
      try keys.change(line, &self, body)
      return line.place
    }
    throw Missing()
  }
}
