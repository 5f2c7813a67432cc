/// Which deadline a lapse ran past.
@frozen public enum Deadline: String, CodeList {
  case proposal
  case offer
  case signing

  @inlinable public static var blank: Deadline { .proposal }
}

/// The documents beside a deal.
@frozen public enum SideAgreementKind: String, CodeList {
  case nda = "NDA"
  case mta = "MTA"
  case mou = "MOU"
  case option = "OPTION"

  @inlinable public static var blank: SideAgreementKind { .nda }
}

/// What was examined before the deal.
@frozen public enum DueDiligenceKind: String, CodeList {
  case title = "TITLE"
  case fto = "FTO"
  case valuation = "VALUATION"
  case exportScreen = "EXPORT_SCREEN"
  case ethics = "ETHICS"
  case financial = "FINANCIAL"

  @inlinable public static var blank: DueDiligenceKind { .title }
}

/// What the examination came to.
@frozen public enum DueDiligenceOutcome: String, CodeList {
  case pass
  case passWithConditions = "pass-with-conditions"
  case fail

  @inlinable public static var blank: DueDiligenceOutcome { .pass }
}

/// How the technology is paid for.
@frozen public enum PaymentMode: String, CodeList {
  case lumpSum
  case royalty
  case mixed
  case inKind

  @inlinable public static var blank: PaymentMode { .lumpSum }
}

/// In which band the royalty lies, in per cent of what it is reckoned on.
///
/// A rate on the border counts to the band above.
@frozen public enum RoyaltyBand: String, CodeList {
  case noRoyalty = "none"
  case below1
  case from1To3 = "1to3"
  case from3To5 = "3to5"
  case from5To10 = "5to10"
  case above10

  @inlinable public static var blank: RoyaltyBand { .noRoyalty }
}

/// What a redline does to its path.
@frozen public enum RedlineOperation: String, CodeList {
  case add
  case remove
  case replace

  @inlinable public static var blank: RedlineOperation { .add }
}

/// Who approves within a party.
@frozen public enum ApprovalBody: String, CodeList {
  case tto = "TTO"
  case board
  case legal
  case ethics
  case fairnessOpinion
  case stateAsset

  @inlinable public static var blank: ApprovalBody { .tto }
}

/// How a signature was made.
@frozen public enum SignatureFormat: String, CodeList {
  case wet
  case jades = "JAdES"
  case cades = "CAdES"
  case pades = "PAdES"
  case xades = "XAdES"
  case sm2 = "SM2"
  case jws = "JWS"

  @inlinable public static var blank: SignatureFormat { .wet }
}

/// What the ledger itself found about a signature: its bytes verify under a registered key, or not.
@frozen public enum Assurance: String, CodeList {
  case verified
  case unverified

  @inlinable public static var blank: Assurance { .verified }
}
