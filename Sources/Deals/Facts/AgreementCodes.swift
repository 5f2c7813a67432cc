/// The kinds of agreement; a deal may be several at once.
@frozen public enum AgreementType: String, CodeList {
  case assignment = "ASSIGNMENT"
  case licenceExclusive = "LICENCE_EXCLUSIVE"
  case licenceSole = "LICENCE_SOLE"
  case licenceNonexclusive = "LICENCE_NONEXCLUSIVE"
  case option = "OPTION"
  case knowHow = "KNOW_HOW"
  case jointDevelopment = "JOINT_DEVELOPMENT"
  case commissionedDevelopment = "COMMISSIONED_DEVELOPMENT"
  case techService = "TECH_SERVICE"
  case consulting = "CONSULTING"
  case training = "TRAINING"
  case intermediary = "INTERMEDIARY"
  case mta = "MTA"
  case jointLab = "JOINT_LAB"
  case demoPark = "DEMO_PARK"
  case talentAndIncubation = "TALENT_AND_INCUBATION"
  case spinoffEquity = "SPINOFF_EQUITY"
  case serviceData = "SERVICE_DATA"

  @inlinable public static var blank: AgreementType { .assignment }
}

/// What a party is in its deal.
@frozen public enum PartyRole: String, CodeList {
  case assignee
  case assignor
  case client
  case developer
  case founder
  case host
  case intermediary
  case investor
  case licensee
  case licensor
  case service
  case transferee
  case transferor

  @inlinable public static var blank: PartyRole { .assignee }
}

/// What a party is, as statistics count it.
@frozen public enum PartyKind: String, CodeList {
  case enterprise
  case researchInstitute
  case university
  case government
  case naturalPerson
  case foreign

  @inlinable public static var blank: PartyKind { .enterprise }
}

/// How large a party is.
@frozen public enum PartySize: String, CodeList {
  case startup
  case small
  case large

  @inlinable public static var blank: PartySize { .startup }
}

/// Who runs the programme under which a technology was made.
@frozen public enum ProgrammeLevel: String, CodeList {
  case national
  case ministry
  case province
  case city

  @inlinable public static var blank: ProgrammeLevel { .national }
}

/// How the parties to a deal found each other.
@frozen public enum DealSource: String, CodeList {
  case listing
  case matchmaking
  case direct

  @inlinable public static var blank: DealSource { .listing }
}

/// Whose classification an industry's code is from: the United Nations', the Philippines', China's.
@frozen public enum IndustryScheme: String, CodeList {
  case isic4
  case psic
  case gbt4754

  @inlinable public static var blank: IndustryScheme { .isic4 }
}
