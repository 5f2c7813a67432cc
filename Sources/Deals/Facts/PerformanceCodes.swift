/// What a regulatory case does to its deal while it is open.
@frozen public enum CaseEffect: String, CodeList {
  case blocksNegotiation = "BLOCKS_NEGOTIATION"
  case blocksSignature = "BLOCKS_SIGNATURE"
  case constitutive = "CONSTITUTIVE"
  case constitutiveForTitle = "CONSTITUTIVE_FOR_TITLE"
  case `default` = "DEFAULT"
  case deleteOrBlock = "DELETE_OR_BLOCK"
  case deleteOrRestrict = "DELETE_OR_RESTRICT"
  case dossier = "DOSSIER"
  case effectiveOnCertificate = "EFFECTIVE_ON_CERTIFICATE"
  case effectiveOnFormation = "EFFECTIVE_ON_FORMATION"
  case enforceability = "ENFORCEABILITY"
  case equalToWetIf = "EQUAL_TO_WET_IF"
  case none = "NONE"
  case nonConstitutive = "NON_CONSTITUTIVE"
  case ownershipLostIfLate = "OWNERSHIP_LOST_IF_LATE"
  case priorityRight = "PRIORITY_RIGHT"
  case prohibited = "PROHIBITED"
  case prohibitedWithout = "PROHIBITED_WITHOUT"
  case refusal = "REFUSAL"
  case registerEntry = "REGISTER_ENTRY"
  case registrability = "REGISTRABILITY"
  case reliableIf = "RELIABLE_IF"
  case repayment = "REPAYMENT"
  case safeguard = "SAFEGUARD"
  case thirdParty = "THIRD_PARTY"
  case thirdPartyDamages = "THIRD_PARTY+DAMAGES"
  case thresholds = "THRESHOLDS"
  case unenforceableUnlessRegistered = "UNENFORCEABLE_UNLESS_REGISTERED"
  case unknown = "UNKNOWN"
  case validity = "VALIDITY"
  case void = "VOID"

  @inlinable public static var blank: CaseEffect { .blocksNegotiation }
}

/// What an authority is asked for.
@frozen public enum CaseProcedure: String, CodeList {
  case registration
  case compliance
  case licence
  case letterOfIntent
  case screening
  case clearance

  @inlinable public static var blank: CaseProcedure { .registration }
}

/// What an authority has given in writing.
@frozen public enum CertificateKind: String, CodeList {
  case registration
  case compliance
  case licence
  case letterOfIntent
  case exemption

  @inlinable public static var blank: CertificateKind { .registration }
}

/// What an authority decided.
@frozen public enum Ruling: String, CodeList {
  case granted
  case conditional
  case refused
  case notRequired

  @inlinable public static var blank: Ruling { .granted }
}

/// What is owed.
@frozen public enum ObligationKind: String, CodeList {
  case milestone
  case fixedPayment
  case minimumRoyalty
  case royaltyReport
  case training
  case delivery
  case publication
  case auditRight

  @inlinable public static var blank: ObligationKind { .milestone }
}

/// How often it is owed.
@frozen public enum Recurrence: String, CodeList {
  case month
  case quarter
  case halfYear = "half-year"
  case year
  case monthly
  case quarterly
  case halfYearly = "half-yearly"
  case yearly

  @inlinable public static var blank: Recurrence { .month }
}

/// What an auditor may find.
@frozen public enum AuditFindingKind: String, CodeList {
  case underpayment
  case overpayment
  case scope
  case missingReport = "missing-report"

  @inlinable public static var blank: AuditFindingKind { .underpayment }
}

/// Where a dispute stands, from the mildest.
@frozen public enum DisputeTier: String, CodeList {
  case negotiation
  case mediation
  case arbitration
  case court

  @inlinable public static var blank: DisputeTier { .negotiation }
}

/// Why a party gives notice.
@frozen public enum TerminationGround: String, CodeList {
  case breach
  case convenience
  case insolvency
  case patentInvalid
  case regulatory

  @inlinable public static var blank: TerminationGround { .breach }
}

/// How a deal ended.
@frozen public enum ClosingOutcome: String, CodeList {
  case fulfilled
  case terminated
  case expired

  @inlinable public static var blank: ClosingOutcome { .fulfilled }
}

/// Whether a person's data are destroyed or only shut away.
@frozen public enum ErasureMode: String, CodeList {
  case erase
  case restrict

  @inlinable public static var blank: ErasureMode { .erase }
}
