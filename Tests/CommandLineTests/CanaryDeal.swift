import Foundation
import Testing

/// A deal with values of each disclosure class that stand nowhere else in the world.
enum CanaryDeal {
  /// Of each class, what the values begin with.
  static let classes = ["statistical", "authority", "parties", "sealed", "personal"]

  static func mark(of disclosure: String) -> String { "canary-\(disclosure)" }

  static let commands = [
    command(
      "ProposeDeal", 1, "party:acme",
      """
      {"type":["OPTION"],"title":{"en":"canary-public"},"parties":[
      {"party":"acme","role":"licensor","country":"CN","name":"Acme"},
      {"party":"p-7","role":"licensee","country":"TH","kind":"naturalPerson",
      "name":"canary-personal-name","contact":{"subject":"p-7","name":"canary-personal-contact",
      "email":"canary-personal@x.example"}}],
      "mandate":"canary-parties-mandate","programme":"canary-statistical"}
      """),
    command("ExpressInterest", 2, "party:p-7", #"{"note":"canary-parties-note"}"#),
    command("OpenNegotiation", 3, "party:acme", "{}"),
    command(
      "OfferTerms", 4, "party:acme",
      """
      {"baseVersion":0,"termsHash":"\(hash("a"))","keyTerms":{"price":"canary-parties-price"}}
      """),
    command(
      "OfferTerms", 5, "party:p-7",
      """
      {"baseVersion":1,"termsHash":"\(hash("b"))","redline":[{"path":"/price","op":"replace",
      "old":"canary-parties-old","new":"canary-parties-new"}]}
      """),
    command(
      "OpenRegulatoryCase", 6, "system",
      """
      {"case":"C1","rule":"R","jurisdiction":"CN","effect":"NONE","dutyHolder":"acme"}
      """),
    command(
      "FileRegulatoryCase", 7, "party:acme",
      #"{"case":"C1","filingReference":"canary-authority"}"#),
    command(
      "CorrectRecord", 8, "registrar",
      """
      {"correctsRevision":0,"field":"listing","was":"canary-sealed-was","is":"canary-sealed-is",
      "reason":"canary-parties-reason","secondRegistrar":"r-2"}
      """),
  ]

  static func restriction(_ day: Int, mode: String = "restrict") -> String {
    command(
      "ErasePersonalData", day, "privacyOfficer",
      #"{"subject":"p-7","legalBasis":"asked for","mode":"\#(mode)"}"#)
  }

  static func command(_ name: String, _ day: Int, _ actor: String, _ data: String) -> String {
    let parts = actor.split(separator: ":")
    let party = parts.count > 1 ? #","party":"\#(parts[1])""# : ""
    return #"{"command":"\#(name)","deal":"K1","at":"2020-01-0\#(day)T00:00:00Z","#
      + #""actor":{"role":"\#(parts[0])"\#(party)},"data":\#(data.replacing("\n", with: ""))}"#
  }

  private static func hash(_ letter: String) -> String {
    "sha256:" + String(repeating: letter, count: 64)
  }
}

extension Bench {
  /// A ledger that holds the deal of canaries.
  static func withCanaries() throws -> Bench {
    let bench = try Bench()
    let outcomes = try bench.submit(CanaryDeal.commands)
    try #require(outcomes.allSatisfy { $0["outcome"] as? String == "accepted" }, "\(outcomes)")
    return bench
  }

  /// The classes whose canaries stand in the clear in any file of a folder of the ledger.
  func classesInClear(under folder: String) throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: ledger + "/" + folder)
    let files = names.compactMap {
      try? Data(contentsOf: URL(filePath: "\(ledger)/\(folder)/\($0)"))
    }
    return CanaryDeal.classes.filter { disclosure in
      let mark = CanaryDeal.mark(of: disclosure)
      // As it stands, and as a search has its words.
      return [mark, mark.replacing("-", with: " ")].contains { text in
        files.contains { $0.range(of: Data(text.utf8)) != nil }
      }
    }
  }
}
