import Deals
import Testing

@Suite struct `A declared record` {
  static let records: [(name: String, fields: [FieldDeclaration])] =
    CommandKind.allCases.map { ($0.rawValue, $0.declaration) }
    + DealEventKind.allCases.map { ($0.rawValue, $0.declaration) }
    + PartyCommandKind.allCases.map { ($0.rawValue, $0.declaration) }
    + PartyEventKind.allCases.map { ($0.rawValue, $0.declaration) }
    + NetworkCommandKind.allCases.map { ($0.rawValue, $0.declaration) }
    + NetworkEventKind.allCases.map { ($0.rawValue, $0.declaration) }
    + [("Findings", Findings.declaration), ("Actor", Actor.declaration)]

  /// The fields, and those of every record below them.
  private static func all(_ fields: [FieldDeclaration]) -> [[FieldDeclaration]] {
    [fields] + fields.flatMap { below($0.shape) }
  }

  private static func below(_ shape: Shape) -> [[FieldDeclaration]] {
    switch shape {
    case .list(let element), .map(_, let element): below(element)
    case .record(let fields): all(fields)
    case .text, .code, .integer, .boolean, .free: []
    }
  }

  @Test func `has its fields in canonical order`() {
    #expect(Self.records.count == 56 + 62 + 4 + 22 + 2)
    for (name, fields) in Self.records {
      for fields in Self.all(fields) {
        for (one, other) in zip(fields, fields.dropFirst()) where one.name >= other.name {
          let isPair = one.name == other.name && one.origin == .request && other.origin == .decision
          #expect(isPair, "\(name): \(other.name) after \(one.name)")
        }
      }
    }
  }

  @Test func `says what could not be checked in a field that the ledger decides`() {
    for (name, fields) in Self.records {
      for field in fields where field.name == "unchecked" {
        #expect(field.origin == .decision && field.isOptional, "\(name)")
        #expect(field.disclosure == .public)
      }
    }
  }

  /// What commands take beyond the table: a disclosure of one line says which line, and what of it;
  /// what reports need is told by fields of later versions.
  private static let added: [CommandKind: Set<String>] = [
    .discloseToMinistry: ["fields", "position"],
    .openRegulatoryCase: ["catalogue", "procedure"],
    .proposeDeal: ["fundingAgency", "industry", "programmeLevel", "source"],
    .recordRegulatoryDecision: ["certificateKind", "exemptionGround"],
  ]

  @Test func `has the fields of commands.json, and few others from the sender`() throws {
    guard case .list(let commands)? = try Scenarios.tree("commands.json")["commands"] else {
      return
    }
    for command in commands {
      let kind = try #require(command["command"]?.text.flatMap(CommandKind.init(rawValue:)))
      let expected = Self.fieldNames(command["data"]?.text ?? "")
      let given = Set(kind.declaration.filter { $0.origin != .decision }.map(\.name))
      #expect(given == expected.union(Self.added[kind] ?? []), "\(kind.rawValue)")
    }
  }

  /// The names at the top level of a description such as `a, b[{c}]?, d or e{} (which …)`.
  private static func fieldNames(_ description: String) -> Set<String> {
    if description == "-" { return [] }
    var (names, name, depth): (Set<String>, String, Int) = ([], "", 0)
    for character in description + "," {
      switch character {
      case "{", "(", "[": depth += 1
      case "}", ")", "]": depth -= 1
      case "," where depth == 0:
        for part in name.replacing(" or ", with: "|").split(separator: "|") {
          names.insert(String(part.filter { $0.isLetter }))
        }
        name = ""
      default: if depth == 0 { name.append(character) }
      }
    }
    return names.subtracting([""])
  }
}
