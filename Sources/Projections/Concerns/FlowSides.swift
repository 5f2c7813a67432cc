import Deals

/// Where a party stands in the flow of technology.
enum FlowSide: String { case gives, takes, between }

extension PartyRole {
  var side: FlowSide {
    switch self {
    case .licensor, .assignor, .transferor, .developer, .service: .gives
    case .licensee, .assignee, .transferee, .client, .host, .founder, .investor: .takes
    case .intermediary: .between
    }
  }
}

extension Deal {
  /// Between which of the proposed parties technology flows.
  ///
  /// Where all give, as in a joint development, it flows from the first to the first in another
  /// country, or else to the second; and so where all take.
  var flow: (from: Party?, to: Party?) {
    let sides = (proposal?.fact.parties ?? []).filter { $0.role.side != .between }
    let from = sides.first { $0.role.side == .gives } ?? sides.first
    let others = sides.filter { $0.party != from?.party }
    let to =
      others.first { $0.role.side == .takes } ?? others.first { $0.country != from?.country }
      ?? others.first
    return (from, to)
  }
}

/// A contract type of the Chinese Civil Code, by which ministries count technology contracts.
enum ContractType: String { case development, transfer, licence, consulting, service }

extension AgreementType {
  /// Nil for agreements that count by their parts, or not at all.
  var contractType: ContractType? {
    switch self {
    case .assignment, .knowHow, .spinoffEquity: .transfer
    case .licenceExclusive, .licenceSole, .licenceNonexclusive: .licence
    case .jointDevelopment, .commissionedDevelopment, .jointLab: .development
    case .techService, .training, .intermediary, .talentAndIncubation, .serviceData: .service
    case .consulting: .consulting
    case .option, .mta, .demoPark: nil
    }
  }
}
