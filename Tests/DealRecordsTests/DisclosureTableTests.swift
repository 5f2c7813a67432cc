import DealRecords
import Deals
import Foundation
import Testing

/// docs/disclosure.md: every field of every event with its class, made from the declarations.
///
/// `Tools/schemas` writes it anew.
@Suite struct `The table of disclosure classes` {
  private static let file = Repository.root.appending(path: "docs/disclosure.md")

  @Test func `is what the declarations say`() throws {
    let table = Self.table()
    if `The schema files`.isUpdating { try Data(table.utf8).write(to: Self.file) }
    let stored = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(stored == table, "run Tools/schemas, and read what it changed")
  }

  /// What people say to each other, what is paid, and who they are, is for some and not for all.
  @Test(arguments: [
    "contact", "note", "text", "reason", "description", "amount", "withholdingTax", "netSales",
    "royaltyDue", "amountReceived", "rate", "equityPct", "keyTerms", "old", "new", "outcome",
    "findingsHash", "deductions", "holding", "was", "is", "offeredBy", "approvedBy",
    "consideration", "finalAccount", "signature", "certificateNumber", "filingReference",
    "fundingAgency", "programmeLevel", "size", "royaltyBand", "termYears",
    "person", "secondRegistrar", "mandate", "place", "evidenceHash", "trl",
  ])
  func `shows no such field to everybody`(name: String) throws {
    // The outcome of a closing is one of three words about the deal, not a finding.
    let found = Self.rows().filter { row in
      row.path.replacing("[]", with: "").split(separator: ".").last.map { $0 == name } ?? false
        && !(name == "outcome" && row.type == "deal.closed.v1")
    }
    try #require(!found.isEmpty)
    for row in found { #expect(row.disclosure != .public, "\(row.type): \(row.path)") }
  }

  private struct Row {
    let type: String
    let path: String
    let disclosure: DisclosureClass
  }

  private static func rows() -> [Row] {
    EventType.all.flatMap { rows(of: $0.declaration, in: $0.name, under: "", nil) }
  }

  /// What lies inside a sealed value is sealed with it.
  private static func rows(
    of fields: [FieldDeclaration], in type: String, under prefix: String,
    _ outer: DisclosureClass?
  ) -> [Row] {
    fields.filter { $0.origin != .request }.flatMap { field -> [Row] in
      let disclosure = outer ?? field.disclosure
      let (inner, mark) = members(of: field.shape)
      let path = prefix + field.name + mark
      let row = Row(type: type, path: path, disclosure: disclosure)
      let sealed = disclosure == .public ? nil : disclosure
      return [row] + rows(of: inner, in: type, under: path + ".", sealed)
    }
  }

  private static func members(of shape: Shape) -> ([FieldDeclaration], String) {
    switch shape {
    case .record(let fields): return (fields, "")
    case .list(let element):
      let (fields, mark) = members(of: element)
      return (fields, "[]" + mark)
    default: return ([], "")
    }
  }

  private static func table() -> String {
    var lines = [
      "# Disclosure classes", "",
      "Every field of every event with the class of those who may see it, made from the declarations"
        + " by `Tools/schemas`. A public field stands in the line in the clear; for any other stands"
        + " its salted digest, and its value lies encrypted beside the line.", "",
      "| event | field | class |", "|---|---|---|",
    ]
    for row in rows() {
      lines.append("| `\(row.type)` | `\(row.path)` | \(row.disclosure.rawValue) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
