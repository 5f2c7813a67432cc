// What parties do before they negotiate, or beside it.
extension Deal {
  mutating func record(_ agreement: SideAgreement, _ act: Act) throws(Refusal) {
    let isKnown = sideAgreements.contains { known in
      known.by == act.by && known.fact.kind == agreement.kind
        && known.fact.documentHash == agreement.documentHash
        && known.fact.boundParties == agreement.boundParties
        && known.fact.validUntil == agreement.validUntil
    }
    guard !isKnown else {
      throw Refusal(.nothingToChange, "This \(agreement.kind.rawValue) is on record already")
    }
    sideAgreements.append(act.entered(agreement))
  }

  mutating func record(_ room: DataRoom, _ act: Act) throws(Refusal) {
    for reader in room.readers where !isNda(between: room.owner, and: reader, on: act.day) {
      throw Refusal(.noNda, "No NDA is in force between \(room.owner) and \(reader) on \(act.day)")
    }
    dataRooms.append(act.entered(room))
  }

  mutating func record(_ diligence: DueDiligence, _ act: Act) throws(Refusal) {
    guard sideAgreements.contains(where: { $0.fact.isNda(on: act.day) }) else {
      throw Refusal(.noNda, "No NDA is in force on \(act.day)")
    }
    dueDiligence.append(act.entered(diligence))
  }

  /// An NDA that names nobody binds all parties of the deal.
  private func isNda(between owner: Identifier, and reader: Identifier, on day: Day) -> Bool {
    sideAgreements.contains { entry in
      guard entry.fact.isNda(on: day) else { return false }
      let bound = entry.fact.boundParties ?? []
      return [owner, reader].allSatisfy { bound.isEmpty ? isParty($0) : bound.contains($0) }
    }
  }

  /// One party records it for all; whether the others accepted is taken on trust.
  mutating func record(_ sheet: TermSheet, _ act: Act) throws(Refusal) {
    guard sheet.nonBinding ?? true else {
      throw Refusal(.bindingTermSheet, "A term sheet binds nobody, and nonBinding is false")
    }
    termSheet = act.entered(sheet)
    phase = .termSheet
  }

  mutating func record(_ opening: NegotiationOpening, _ act: Act) throws(Refusal) {
    // Prohibited technology is not to be negotiated at all.
    let gates = gates { $0 == .blocksNegotiation || $0 == .prohibited }
    guard gates.isEmpty else {
      throw Refusal(.negotiationBlocked, "Not before a favourable decision in \(described(gates))")
    }
    phase = .negotiating
  }
}

extension SideAgreement {
  fileprivate func isNda(on day: Day) -> Bool {
    kind == .nda && validUntil.map { $0 >= day } ?? true
  }
}
