// Commands in which persons occur, and those that are about them.
extension Commands {
  /// A proposal whose seller can be reached through a person.
  static func introduce(
    _ deal: String, _ subject: String, name: String, at: String = "2021-09-13T02:00:00Z",
    id: String? = nil
  ) -> String {
    let contact = ["name": name, "email": "\(name)@example.org", "subject": subject]
    let parties: [[String: Any]] = [
      [
        "party": "seller", "role": "assignor", "country": "CN", "name": "Institute (invented)",
        "contact": contact,
      ],
      ["party": "buyer", "role": "assignee", "country": "TH", "name": "Plant (invented)"],
    ]
    return command(
      "ProposeDeal", deal, at: at, id: id, actor: actor("party", "seller"),
      ["type": ["ASSIGNMENT"], "title": ["en": "Coating"], "parties": parties])
  }

  /// A proposal by a natural person, whose name is hers and not an organisation's.
  static func propose(_ deal: String, byInventor party: String, name: String) -> String {
    let parties: [[String: Any]] = [
      [
        "party": party, "role": "assignor", "country": "CN", "name": name,
        "kind": "naturalPerson",
      ],
      ["party": "buyer", "role": "assignee", "country": "TH", "name": "Plant (invented)"],
    ]
    return command(
      "ProposeDeal", deal, at: "2021-09-13T02:00:00Z", actor: actor("party", party),
      ["type": ["ASSIGNMENT"], "title": ["en": "Coating"], "parties": parties])
  }

  static func erase(
    _ deal: String, _ subject: String, mode: String = "erase", at: String = "2021-10-01T02:00:00Z",
    id: String? = nil
  ) -> String {
    command(
      "ErasePersonalData", deal, at: at, id: id, actor: ["role": "privacyOfficer"],
      ["subject": subject, "legalBasis": "a request (invented)", "mode": mode])
  }

  static func hold(
    _ deal: String, _ hold: String, upon scope: String, at: String = "2021-09-20T02:00:00Z"
  ) -> String {
    command(
      "PlaceLegalHold", deal, at: at, actor: ["role": "auditor"], ["hold": hold, "scope": scope])
  }

  static func correct(_ deal: String, by first: String, and second: String) -> String {
    command(
      "CorrectRecord", deal, at: "2021-09-21T02:00:00Z",
      actor: ["role": "registrar", "person": first],
      [
        "correctsRevision": 0, "field": "title", "was": "a", "is": "b", "reason": "a slip",
        "secondRegistrar": second,
      ])
  }

  /// What leads a deal to where one of the buyer's bodies may approve what this person offered.
  static func offered(_ deal: String, by person: String) -> [String] {
    negotiating(deal) + [
      command(
        "OfferTerms", deal, at: "2021-09-16T02:00:00Z",
        actor: ["role": "party", "party": "seller", "person": person],
        ["baseVersion": 0, "termsHash": hash]),
      command(
        "AcceptTerms", deal, at: "2021-09-17T02:00:00Z", actor: actor("party", "buyer"),
        ["version": 1, "termsHash": hash]),
    ]
  }

  static func approve(_ deal: String, by person: String, at: String) -> String {
    command(
      "GrantApproval", deal, at: at,
      actor: ["role": "approver", "party": "seller", "person": person],
      ["body": "board", "party": "seller", "termsHash": hash])
  }
}
