import DealRecords
import EventLog
import Replay
import Testing

/// One way to change what is sealed, and what a replay has to say of it.
struct SealedTampering: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: DivergenceCode
  /// What tells it from the form alone; nil where that needs keys.
  let codeWithoutKeys: DivergenceCode?
  /// Answers how the place is spelled, or begins.
  let tamper: @Sendable (inout Tampering, Resealing) throws -> String

  init(
    _ description: String, _ code: DivergenceCode, withoutKeys: DivergenceCode? = nil,
    _ tamper: @escaping @Sendable (inout Tampering, Resealing) throws -> String
  ) {
    (testDescription, self.code, codeWithoutKeys) = (description, code, withoutKeys)
    self.tamper = tamper
  }

  static let all = bytes + places + requests + documents + refusals + resealed
}

// MARK: Without the ledger's keys

extension SealedTampering {
  private static let bytes = [
    SealedTampering("a byte of a ciphertext", .sealedDiffers) { log, _ in
      try log.changeFirst { $0[29] ^= 1 }
    },
    SealedTampering("a byte of a nonce", .sealedDiffers) { log, _ in
      try log.changeFirst { $0[17] ^= 1 }
    },
    SealedTampering("a byte of a tag", .sealedDiffers) { log, _ in
      try log.changeFirst { $0[$0.count - 1] ^= 1 }
    },
    SealedTampering("a key id", .sealedDiffers, withoutKeys: .sealedDiffers) { log, _ in
      try log.changeFirst { $0[1] ^= 1 }
    },
    SealedTampering("a person's key id", .sealedDiffers, withoutKeys: .sealedDiffers) { log, _ in
      let line = try log.sealedLine(where: \.isAboutPerson)
      try log.change(box: 1, of: line) { $0[9] ^= 1 }
      return line.place
    },
    SealedTampering("a digest in the line", .sealedDiffers, withoutKeys: .tileDiffers) { log, _ in
      let line = try log.sealedLine { $0.position < 256 }
      try log.change(line.key, in: .events) {
        let digest = $0.firstRange(of: Array("\"_sd\":[\"".utf8))?.upperBound ?? 0
        $0[digest] = $0[digest] == 65 ? 66 : 65
      }
      return "position \(line.position)"
    },
    SealedTampering("the number of parts", .sealedDiffers, withoutKeys: .sealedDiffers) { log, _ in
      try log.changeFirstRow { $0[0] += 1 }
    },
    SealedTampering("the length of a part", .sealedDiffers, withoutKeys: .sealedDiffers) { log, _ in
      try log.changeFirstRow { $0[4] ^= 1 }
    },
    SealedTampering("a part of no length", .sealedDiffers, withoutKeys: .sealedDiffers) { log, _ in
      try log.changeFirstRow { $0 += [0, 0, 0, 0] }
    },
    SealedTampering("a byte behind", .sealedDiffers, withoutKeys: .sealedDiffers) { log, _ in
      try log.changeFirstRow { $0.append(0) }
    },
  ]

  private static let places = [
    SealedTampering("two rows of one deal swapped", .sealedDiffers) { log, _ in
      try log.swapRows { $0.stream == $1.stream && !$0.isAboutPerson && !$1.isAboutPerson }
    },
    SealedTampering(
      "two rows of two deals swapped", .sealedDiffers, withoutKeys: .sealedDiffers
    ) { log, _ in
      try log.swapRows { $0.stream != $1.stream }
    },
    SealedTampering("two parts of a row swapped", .sealedDiffers, withoutKeys: .sealedDiffers) {
      log, _ in
      let line = try log.sealedLine(where: \.isAboutPerson)
      var row = line.row
      row.boxes.swapAt(0, 1)
      try log.put(row.encoded, for: line.key, in: .vault)
      return line.place
    },
    SealedTampering("a person's part dropped", .sealedDiffers) { log, _ in
      let line = try log.sealedLine(where: \.isAboutPerson)
      var row = line.row
      row.boxes.removeLast()
      try log.put(row.encoded, for: line.key, in: .vault)
      return line.place
    },
    SealedTampering("a row dropped", .sealedMissing, withoutKeys: .sealedMissing) { log, _ in
      let line = try log.sealedLine { _ in true }
      try log.delete(line.key, in: .vault)
      return line.place
    },
    SealedTampering(
      "a row beside a line without digests", .needlessSealed, withoutKeys: .needlessSealed
    ) { log, _ in
      let line = try log.sealedLine { _ in true }
      try log.put(line.row.encoded, for: .init(bigEndian: 0), in: .vault)
      return "vault 0"
    },
    SealedTampering("a row beyond the log", .needlessSealed, withoutKeys: .needlessSealed) {
      log, _ in
      let line = try log.sealedLine { _ in true }
      try log.put(line.row.encoded, for: .init(bigEndian: 5000), in: .vault)
      return "vault 5000"
    },
  ]

  private static let requests = [
    SealedTampering("two requests of one deal swapped", .requestDiffers) { log, _ in
      let (one, _) = try log.swapRequests {
        $0.stream == $1.stream && !$0.isAboutPerson && !$1.isAboutPerson
      }
      return one.place
    },
    SealedTampering(
      "two requests of two deals swapped", .requestDiffers, withoutKeys: .sealedDiffers
    ) { log, _ in
      let (one, _) = try log.swapRequests { $0.stream != $1.stream }
      return one.place
    },
    SealedTampering("a key id of a request", .sealedDiffers, withoutKeys: .sealedDiffers) {
      log, _ in
      let line = try log.sealedLine(where: \.isFirst)
      try log.change(line.key, in: .requests) { $0[1] ^= 1 }
      return line.place
    },
  ]

  private static let documents = [
    SealedTampering("a key id of a document", .documentDiffers) { log, _ in
      guard let (key, _) = try log.rows(of: .documents).first else { throw Tampering.Missing() }
      try log.change(key, in: .documents) { $0[1] ^= 1 }
      return "documents deal/"
    }
  ]

  private static let refusals = [
    SealedTampering("what a refusal says", .refusalDiffers) { log, _ in
      try log.change(.init(bigEndian: 1), in: .refusals) {
        let sealed = $0.firstRange(of: Array("\"sealed\":\"".utf8))?.upperBound ?? 0
        $0[sealed + 80] = $0[sealed + 80] == 65 ? 66 : 65
      }
      return "refusals 1"
    },
    SealedTampering("who is said to have been refused", .refusalDiffers) { log, _ in
      try log.change(.init(bigEndian: 1), in: .refusals) {
        let sender = $0.firstRange(of: Array("\"sender\":\"".utf8))?.upperBound ?? 0
        $0[sender] = $0[sender] == 65 ? 66 : 65
      }
      return "refusals 1"
    },
  ]
}

extension Tampering {
  fileprivate mutating func changeFirst(_ body: (inout [UInt8]) -> Void) throws -> String {
    let line = try sealedLine { _ in true }
    try change(of: line, body)
    return line.place
  }

  fileprivate mutating func changeFirstRow(_ body: (inout [UInt8]) -> Void) throws -> String {
    let line = try sealedLine { _ in true }
    try change(line.key, in: .vault, body)
    return line.place
  }

  fileprivate mutating func swapRows(
    _ isWanted: (SealedLine, SealedLine) -> Bool
  ) throws -> String {
    let (one, other) = try sealedLines(where: isWanted)
    try swap(one.key, other.key, in: .vault)
    return one.place
  }

  fileprivate mutating func swapRequests(
    _ isWanted: (SealedLine, SealedLine) -> Bool
  ) throws -> (SealedLine, SealedLine) {
    let (one, other) = try sealedLines { $0.isFirst && $1.isFirst && isWanted($0, $1) }
    try swap(one.key, other.key, in: .requests)
    return (one, other)
  }
}
