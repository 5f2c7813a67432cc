import Deals

/// A contract type of the Chinese Civil Code, by which ministries count technology contracts.
enum ContractType: String { case development, transfer, licence, consulting, service }

/// How far a licence keeps others out.
enum Exclusivity: String { case exclusive, sole, nonexclusive, none }

/// The way by which knowledge moves, as surveys of knowledge transfer count it.
enum TransferChannel: String {
  case licence, collaboration, consultancy, mobility
  case contractResearch = "contract R&D"
  case spinOff = "spin-off"
}

/// How technology is imported or exported, as trade authorities count it.
enum TradeMode: String {
  case service, other
  case patentAssignment = "patent assignment"
  case patentLicence = "patent licence"
  case knowHowLicence = "know-how licence"
}

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

  /// Nil for what is no licence.
  var exclusivity: Exclusivity? {
    switch self {
    case .licenceExclusive: .exclusive
    case .licenceSole: .sole
    case .licenceNonexclusive: .nonexclusive
    default: nil
    }
  }

  /// Options and assignments count with licences; what moves no knowledge by itself has none.
  var channel: TransferChannel? {
    switch self {
    case .licenceExclusive, .licenceSole, .licenceNonexclusive, .option, .assignment, .knowHow:
      .licence
    case .commissionedDevelopment: .contractResearch
    case .jointDevelopment, .jointLab: .collaboration
    case .consulting, .techService, .serviceData: .consultancy
    case .spinoffEquity: .spinOff
    case .training, .talentAndIncubation: .mobility
    case .mta, .demoPark, .intermediary: nil
    }
  }

  var tradeMode: TradeMode {
    switch self {
    case .assignment: .patentAssignment
    case .licenceExclusive, .licenceSole, .licenceNonexclusive: .patentLicence
    case .knowHow: .knowHowLicence
    case .techService, .training, .consulting, .serviceData, .talentAndIncubation, .intermediary:
      .service
    case .jointDevelopment, .commissionedDevelopment, .jointLab, .demoPark, .spinoffEquity,
      .option, .mta:
      .other
    }
  }
}

extension Deal {
  /// The first contract type among its components.
  var contractType: ContractType? { types.lazy.compactMap(\.contractType).first }

  /// That of the first licence among its components.
  var exclusivity: Exclusivity { types.lazy.compactMap(\.exclusivity).first ?? .none }

  /// The first channel among its components.
  var channel: TransferChannel? { types.lazy.compactMap(\.channel).first }
}
