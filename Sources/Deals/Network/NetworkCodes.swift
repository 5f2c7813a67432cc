/// What a member of the network is, as its statistics count it.
@frozen public enum NetworkMemberKind: String, CodeList {
  case enterprise, researchInstitute, university, government, intermediary, other

  @inlinable public static var blank: NetworkMemberKind { .enterprise }
}

/// How two governments work together on technology transfer.
@frozen public enum MechanismKind: String, CodeList {
  case bilateralMechanism, workingGroup

  @inlinable public static var blank: MechanismKind { .bilateralMechanism }
}

@frozen public enum FacilityKind: String, CodeList {
  case lab, centre, park
  /// An institution through which others work together, such as a centre abroad.
  case platform
  /// A service that was launched, such as a trading platform.
  case servicePlatform

  @inlinable public static var blank: FacilityKind { .lab }
}

/// Who set a facility up: sets of which no source says whether they overlap, never to be added.
@frozen public enum FacilityLevel: String, CodeList {
  case nationalBilateral, guangxiSupported, other

  @inlinable public static var blank: FacilityLevel { .other }
}

@frozen public enum GatheringKind: String, CodeList {
  case forum, matchmaking, parkConsultation, training, other

  @inlinable public static var blank: GatheringKind { .forum }
}

/// The fields in which the network says it works, and what lies beside them.
@frozen public enum NetworkSector: String, CodeList {
  case modernAgriculture, newEnergy, traditionalMedicine, foodProcessing, electronicInformation
  case chemicalEngineering, biotechnology, other

  @inlinable public static var blank: NetworkSector { .other }
}

/// What surveys ask an institution for, and no deal can tell.
@frozen public enum IndicatorCode: String, CodeList {
  case researchExpenditure, researchers, researcherMobility
  case inventionDisclosures, newPatentApplications, patentsIssued, startupsFormed
  case fundedResults, resultsDisclosedInTime, resultsUsedWithinPlan

  @inlinable public static var blank: IndicatorCode { .researchers }

  /// Whether it is an amount of money; the others are numbers.
  public var isMoney: Bool { self == .researchExpenditure }
}

/// How a published value stands to what is claimed: "more than 2,600" is `>`.
@frozen public enum Comparator: String, CodeList {
  case equal = "="
  case more = ">"
  case atLeast = ">="
  case less = "<"
  case atMost = "<="
  case about = "~"

  @inlinable public static var blank: Comparator { .equal }
}

/// What the ledger's own events give for a published figure, as reports compute it.
@frozen public enum FigureMeasure: String, CodeList {
  case activeMembers, memberAseanCountries
  case mechanismCountries, workingGroupCountries
  case guangxiFacilities, guangxiFacilityCountries, agriculturalParks, nationalLaboratories
  case platforms, servicePlatforms
  case gatherings, forumEdition, parkConsultationCountries
  case gatheringProjects, gatheringEnterprises, gatheringAgreements
  case dealFields

  @inlinable public static var blank: FigureMeasure { .activeMembers }
}
