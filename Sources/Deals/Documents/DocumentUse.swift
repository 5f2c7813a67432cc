/// What a document is to a deal, and who stands to it.
public struct DocumentUse: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A version of the terms, by its number.
    case terms(version: Int)
    case amendment(Identifier)
    case termSheet
    /// An agreement beside the terms, by its kind.
    case sideAgreement(String)
    /// What settled a dispute.
    case settlement(dispute: Identifier)
  }

  /// Something that somebody did to the document.
  public struct Act: Hashable, Sendable {
    public enum What: String, Hashable, Sendable {
      case offered, accepted, approved, signed, proposed, agreed, executed, settled
      case concluded, rejected
    }

    public let what: What
    public let by: Attribution
    /// For whom, where that is not who acted.
    public let party: Identifier?
    /// The body that approved.
    public let body: String?
    public let at: LegalTime
    /// Of the event within the deal.
    public let revision: Int
    /// Of a signature: whether its bytes were verified when it was recorded.
    public let assurance: Assurance?
    /// Whether it was not voided or annulled since.
    public let stands: Bool
  }

  /// How the document stands on a day.
  public enum Standing: Hashable, Sendable {
    /// On the table: the newest version, and not all have agreed.
    case offered
    /// All parties have agreed; it does not bind yet.
    case agreed
    case inForce(since: Day)
    /// It will bind from a later day.
    case inForceFrom(Day)
    /// It was in force until an amendment took its place.
    case replaced(by: Identifier, on: Day)
    /// Another version came after it before it could bind.
    case superseded(byVersion: Int)
    /// It bound, and the deal is over.
    case ended(Phase)
    /// The deal ended before it could bind.
    case neverInForce(Phase)
    /// An amendment that was not concluded, and whether it is over.
    case notConcluded(isRejected: Bool)
    /// It is recorded; whether it binds is not the ledger's affair.
    case recorded
  }

  public let kind: Kind
  public let acts: [Act]
  public let standing: Standing
}

extension DocumentUse.Act {
  init<Fact>(
    _ what: What, _ entered: Entered<Fact>, party: Identifier? = nil, body: String? = nil,
    assurance: Assurance? = nil, stands: Bool = true
  ) {
    (self.what, self.party, self.body) = (what, party, body)
    (by, at, revision) = (entered.by, entered.at, entered.revision)
    (self.assurance, self.stands) = (assurance, stands)
  }
}
