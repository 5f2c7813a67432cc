import Deals
import Foundation

/// Commands as texts, for tests that need no whole deal.
enum Commands {
  static let hash = "sha256:" + String(repeating: "ab", count: 32)

  /// A proposal between `buyer` and `seller`, by the seller unless another role asks.
  static func propose(
    _ deal: String, at: String = "2021-09-13T02:00:00Z", id: String? = nil,
    role: String = "party", title: String = "Coating", more: [String: Any] = [:]
  ) -> String {
    let parties: [[String: Any]] = [
      ["party": "seller", "role": "assignor", "country": "CN", "name": "Institute (invented)"],
      ["party": "buyer", "role": "assignee", "country": "TH", "name": "Plant (invented)"],
    ]
    return command(
      "ProposeDeal", deal, at: at, id: id, actor: actor(role, "seller"),
      ["type": ["ASSIGNMENT"], "title": ["en": title], "parties": parties], more)
  }

  static func interest(_ deal: String, at: String, id: String? = nil) -> String {
    command("ExpressInterest", deal, at: at, id: id, actor: actor("party", "buyer"), [:])
  }

  static func openNegotiation(_ deal: String, at: String) -> String {
    command("OpenNegotiation", deal, at: at, actor: actor("party", "buyer"), [:])
  }

  static func offer(
    _ deal: String, at: String, base: Int = 0, id: String? = nil, _ data: [String: Any]
  ) -> String {
    command(
      "OfferTerms", deal, at: at, id: id, actor: actor("party", "seller"),
      data.merging(["baseVersion": base]) { $1 })
  }

  /// What leads a deal to where terms may be offered.
  static func negotiating(_ deal: String) -> [String] {
    [
      propose(deal), interest(deal, at: "2021-09-14T02:00:00Z"),
      openNegotiation(deal, at: "2021-09-15T02:00:00Z"),
    ]
  }

  /// What leads a deal to where its parties sign the terms of this hash.
  static func signing(_ deal: String, hash: String) -> [String] {
    let approvals = ["seller", "buyer"].map { party in
      command(
        "GrantApproval", deal, at: "2021-09-18T02:00:00Z", actor: actor("approver", party),
        ["body": "board", "party": party, "termsHash": hash])
    }
    return negotiating(deal) + [
      offer(deal, at: "2021-09-16T02:00:00Z", ["termsHash": hash]),
      command(
        "AcceptTerms", deal, at: "2021-09-17T02:00:00Z", actor: actor("party", "buyer"),
        ["version": 1, "termsHash": hash]),
    ] + approvals
  }

  /// What leads a deal of many parties to where these bodies of all but the first have approved.
  static func approved(_ deal: String, by bodies: [String], of count: Int) -> [String] {
    let parties: [[String: Any]] = (0..<count).map { number in
      ["party": "p\(number)", "role": "developer", "country": "CN", "name": "P (invented)"]
    }
    let propose = command(
      "ProposeDeal", deal, at: "2021-09-13T02:00:00Z", actor: actor("party", "p0"),
      ["type": ["JOINT_DEVELOPMENT"], "title": ["en": "Many"], "parties": parties])
    let start = ["ExpressInterest", "OpenNegotiation"].map { name in
      command(name, deal, at: "2021-09-14T02:00:00Z", actor: actor("party", "p1"), [:])
    }
    let offer = command(
      "OfferTerms", deal, at: "2021-09-16T02:00:00Z", actor: actor("party", "p0"),
      ["baseVersion": 0, "termsHash": hash])
    let accept = (1..<count).map { number in
      command(
        "AcceptTerms", deal, at: "2021-09-17T02:00:00Z", actor: actor("party", "p\(number)"),
        ["version": 1])
    }
    let approve = (1..<count).flatMap { number in
      bodies.map { body in
        command(
          "GrantApproval", deal, at: "2021-09-18T02:00:00Z", actor: actor("approver", "p\(number)"),
          ["body": body, "party": "p\(number)", "termsHash": hash])
      }
    }
    return [propose] + start + [offer] + accept + approve
  }

  static func reopen(_ deal: String, at: String) -> String {
    command(
      "ReopenNegotiation", deal, at: at, actor: actor("party", "p1"), ["reason": "price (invented)"]
    )
  }

  static func sign(
    _ deal: String, _ party: String, hash: String, signature: String? = nil,
    format: String = "JWS", at: String = "2021-10-01T02:00:00Z", more: [String: Any] = [:]
  ) -> String {
    var data: [String: Any] = [
      "format": format, "party": party, "signedOn": "2021-10-01", "termsHash": hash,
    ]
    data["signature"] = signature
    return command(
      "SignDeal", deal, at: at, actor: actor("signatory", party), data.merging(more) { $1 })
  }

  static func registerKey(
    _ party: String, _ key: [String: String], at: String = "2021-01-01T00:00:00Z"
  ) -> String {
    command(
      "RegisterPartyKey", nil, at: at, actor: ["role": "registrar"], ["party": party, "key": key])
  }

  static func revokeKey(_ party: String, _ keyID: String, at: String) -> String {
    command(
      "RevokePartyKey", nil, at: at, actor: ["role": "registrar"],
      ["party": party, "keyId": keyID, "reason": "lost (invented)"])
  }

  static func actor(_ role: String, _ party: String) -> [String: Any] {
    ["role": role, "party": party]
  }

  static func command(
    _ name: String, _ deal: String?, at: String, id: String? = nil, actor: [String: Any],
    _ data: [String: Any], _ more: [String: Any] = [:]
  ) -> String {
    var object: [String: Any] = ["command": name, "at": at, "actor": actor, "data": data]
    object["deal"] = deal
    object["id"] = id
    object.merge(more) { $1 }
    let json = try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
    return String(decoding: json ?? Data(), as: UTF8.self)
  }
}
