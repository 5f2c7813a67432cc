import EventLog
import Keyring

@testable import DealRecords

/// What somebody can do who holds the ledger's keys too: open what is sealed, and seal it anew.
struct Resealing {
  let vault: Vault

  init(keys: String, ledger: String) throws {
    vault = Vault(try Keyring(folder: keys, ledger: ledger, access: .readOnly), ledger: ledger)
  }

  /// The values of a line's first part: disclosures, and the numbers of other parts.
  func values(of line: SealedLine) throws -> [String] {
    try elements(of: String(decoding: open(line, part: 0), as: UTF8.self))
  }

  /// Seals the first part of a line anew, under the key that it was sealed under.
  func put(_ values: [String], of line: SealedLine, _ tampering: inout Tampering) throws {
    let box = try seal(values, part: 0, of: line, as: Vault.owner(of: line.stream))
    try tampering.change(of: line) { $0 = box }
  }

  /// Replaces the values of a line's first part by what `body` makes of them.
  func change(
    _ line: SealedLine, _ tampering: inout Tampering, _ body: (inout [String]) -> Void
  ) throws {
    var values = try values(of: line)
    body(&values)
    try put(values, of: line, &tampering)
  }

  func seal(
    _ values: [String], part: Int, of line: SealedLine, as owner: KeyOwner
  ) throws -> [UInt8] {
    let json = Array("[\(values.joined(separator: ","))]".utf8)
    return try vault.keyring.seal(
      Padding.pad(json), under: [try vault.keyring.key(for: owner)],
      boundTo: context(of: part, in: line))
  }

  func elements(ofPart part: Int, in line: SealedLine) throws -> [String] {
    try elements(of: String(decoding: open(line, part: part), as: UTF8.self))
  }

  private func open(_ line: SealedLine, part: Int) throws -> [UInt8] {
    let box = line.row.boxes[part]
    return Padding.strip(
      try vault.open(
        box.span.bytes, boundTo: context(of: part, in: line), for: .deciding
      ).get())
  }

  private func context(of part: Int, in line: SealedLine) -> [UInt8] {
    vault.context("vault", line.stream.text, "\(line.position)", "\(part)")
  }

  /// The elements of a JSON array whose elements are arrays, or numbers.
  private func elements(of array: String) throws -> [String] {
    var (elements, depth, isText, isEscaped) = ([""], 0, false, false)
    for character in array.dropFirst().dropLast() {
      if !isText, depth == 0, character == "," {
        elements.append("")
        continue
      }
      elements[elements.count - 1].append(character)
      defer { isEscaped = isText && character == "\\" && !isEscaped }
      if character == "\"", !isEscaped { isText.toggle() }
      if !isText, "[{".contains(character) { depth += 1 }
      if !isText, "]}".contains(character) { depth -= 1 }
    }
    return elements
  }
}

/// A disclosure: `["<salt>","<name>",<value>]`.
extension String {
  var salt: String { String(split(separator: "\"")[1]) }
  var disclosedName: String { String(split(separator: "\"")[3]) }

  func withName(_ name: String) -> String { replacing("\"\(disclosedName)\"", with: "\"\(name)\"") }
  func withValue(_ value: String) -> String { "[\"\(salt)\",\"\(disclosedName)\",\(value)]" }
}
