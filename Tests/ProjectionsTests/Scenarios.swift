import Foundation

/// The command files that the project ships.
enum Scenarios {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let folder = repository.appending(path: "Schemas/scenarios")

  static func commands(of name: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: "\(name).ndjson"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// Invented things of the network that ask every command about it, and what the articles name.
  static func network(_ files: String...) throws -> [String] {
    try files.flatMap { file in
      try String(
        contentsOf: repository.appending(path: "Schemas/network/\(file).ndjson"), encoding: .utf8
      ).split(separator: "\n").map(String.init)
    }
  }

  /// All deals, their commands in turns, so that streams lie beside one another in the log.
  static func interleaved(_ names: [String] = all) throws -> [String] {
    let files = try names.map(commands)
    let longest = files.map(\.count).max() ?? 0
    return (0..<longest).flatMap { row in files.compactMap { row < $0.count ? $0[row] : nil } }
  }

  /// A deal `V2` that gives every field that later versions of the events brought.
  static let laterFields: [String] = {
    func command(_ name: String, _ day: Int, _ actor: String, _ data: String) -> String {
      #"{"command":"\#(name)","deal":"V2","id":"V2-\#(day)","at":"2021-09-0\#(day)T02:00:00Z","#
        + #""actor":\#(actor),"data":{\#(data)}}"#
    }
    let seller = #"{"role":"party","party":"seller"}"#
    let parties = #"""
      [{"party":"seller","role":"licensor","country":"CN","name":"Works (invented)","size":"large"},
      {"party":"buyer","role":"licensee","country":"PH","name":"Plant (invented)","size":"startup"}]
      """#
    let proposal = #"""
      "type":["LICENCE_SOLE"],"title":{"en":"Battery (invented)"},"parties":\#(parties),
      "fundingSources":["PH"],"programmeLevel":"province","fundingAgency":"Fund (invented)","source":"matchmaking",
      "industry":{"scheme":"psic","code":"C27"}
      """#
    let offer = #"""
      "baseVersion":0,"termsHash":"sha256:\#(String(repeating: "ab", count: 32))",
      "consideration":{"payment":"royalty","royaltyBand":"3to5","termYears":7}
      """#
    let opening = #"""
      "case":"C1","rule":"CN-EXP-RESTRICTED-LOI","jurisdiction":"CN","effect":"BLOCKS_NEGOTIATION",
      "procedure":"letterOfIntent","catalogue":{"date":"2020-08-28","item":"252604X"}
      """#
    let decision = #"""
      "case":"C1","decision":"granted","certificateKind":"exemption","exemptionGround":"PH-S91-a"
      """#
    return [
      command("ProposeDeal", 1, seller, proposal),
      command("ExpressInterest", 2, #"{"role":"party","party":"buyer"}"#, ""),
      command("OpenRegulatoryCase", 3, #"{"role":"system"}"#, opening),
      command("FileRegulatoryCase", 4, seller, #""case":"C1""#),
      command("RecordRegulatoryDecision", 5, #"{"role":"registrar","person":"r1"}"#, decision),
      command("OpenNegotiation", 6, seller, ""), command("OfferTerms", 7, seller, offer),
    ]
  }()

  static let all = (1...23).map { "D\($0 < 10 ? "0" : "")\($0)" } + ["P01"]
}
