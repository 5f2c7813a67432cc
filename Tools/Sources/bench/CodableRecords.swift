import Foundation

/// The commonest events as a program would declare them for JSONDecoder.
enum CodableRecords {
  typealias Reader = @Sendable (JSONDecoder, Data) throws -> Void

  /// By type, of whole lines.
  static let lines: [String: Reader] = readers(ofLines: true)
  /// By type, of the data alone.
  static let data: [String: Reader] = readers(ofLines: false)
  static let types = Set(lines.keys)

  private static func readers(ofLines: Bool) -> [String: Reader] {
    func reader<Record: Decodable & SendableMetatype>(_ type: Record.Type) -> Reader {
      if ofLines { return { _ = try $0.decode(Line<Record>.self, from: $1) } }
      return { _ = try $0.decode(Record.self, from: $1) }
    }
    return [
      "deal.approval-granted.v1": reader(ApprovalGranted.self),
      "deal.approved.v1": reader(TermsVersion.self),
      "deal.delivery-accepted.v1": reader(DeliveryAccepted.self),
      "deal.delivery-recorded.v1": reader(DeliveryRecorded.self),
      "deal.fully-signed.v1": reader(TermsVersion.self),
      "deal.interest-expressed.v1": reader(InterestExpressed.self),
      "deal.negotiation-opened.v1": reader(NegotiationOpened.self),
      "deal.obligation-scheduled.v1": reader(ObligationScheduled.self),
      "deal.payment-confirmed.v1": reader(PaymentConfirmed.self),
      "deal.payment-recorded.v1": reader(PaymentRecorded.self),
      "deal.proposed.v1": reader(Proposed.self),
      "deal.regulatory-case-filed.v1": reader(CaseFiled.self),
      "deal.regulatory-case-opened.v1": reader(CaseOpened.self),
      "deal.regulatory-decision-recorded.v1": reader(CaseDecided.self),
      "deal.royalty-stated.v1": reader(RoyaltyStated.self),
      "deal.terms-accepted.v1": reader(TermsVersion.self),
      "deal.terms-agreed.v1": reader(TermsVersion.self),
      "deal.terms-commented.v1": reader(TermsCommented.self),
      "deal.terms-offered.v1": reader(TermsOffered.self),
    ]
  }

  struct Line<Record: Decodable>: Decodable {
    let actor: String
    let causationid: String?
    let commanddigest: String
    let commandid: String
    let correlationid: String?
    let data: Record
    let id: String
    let occurred: String
    let revision: Int
    let source: String
    let specversion: String
    let subject: String
    let time: String
    let type: String
  }

  struct Money: Decodable {
    let currency: String
    let value: String
  }

  struct Period: Decodable {
    let from: String
    let to: String
  }

  struct TermsVersion: Decodable {
    let termsHash: String
    let version: Int
  }

  struct NegotiationOpened: Decodable { let unchecked: [String]? }

  struct InterestExpressed: Decodable {
    let _sd: [String]?
    let note: String?
    let unchecked: [String]?
  }

  struct ApprovalGranted: Decodable {
    let _sd: [String]?
    let approvedBy: String?
    let body: String
    let party: String
    let termsHash: String
    let unchecked: [String]?
    let validUntil: String?
  }

  struct DeliveryAccepted: Decodable {
    let _sd: [String]?
    let certificateHash: String?
    let obligation: String
  }

  struct DeliveryRecorded: Decodable {
    let _sd: [String]?
    let deliveredOn: String?
    let evidenceHashes: [String]?
    let obligation: String
  }

  struct ObligationScheduled: Decodable {
    let _sd: [String]?
    let amount: Money?
    let clause: String?
    let creditor: String
    let debtor: String
    let description: String?
    let dueOn: String?
    let kind: String
    let obligation: String
    let recurrence: String?
    let unchecked: [String]?
  }

  struct PaymentConfirmed: Decodable {
    let _sd: [String]?
    let amountReceived: Money?
    let payment: String
    let receivedOn: String?
  }

  struct PaymentRecorded: Decodable {
    let _sd: [String]?
    let amount: Money?
    let obligation: String?
    let paidOn: String?
    let payee: String
    let payer: String
    let payment: String
    let settles: Bool?
    let unchecked: [String]?
  }

  struct Proposed: Decodable {
    struct Party: Decodable {
      let _sd: [String]?
      let country: String
      let name: String
      let party: String
      let role: String
    }

    let _sd: [String]?
    let listing: String?
    let parties: [Party]
    let title: [String: String]
    let type: [String]
    let unchecked: [String]?
    let validUntil: String?
  }

  struct CaseFiled: Decodable {
    let _sd: [String]?
    let `case`: String
    let filedOn: String?
    let filingReference: String?
    let shortForm: Bool?
    let unchecked: [String]?
  }

  struct CaseOpened: Decodable {
    let `case`: String
    let dueOn: String?
    let dutyHolder: String?
    let effect: String
    let jurisdiction: String
    let rule: String
    let unchecked: [String]?
  }

  struct CaseDecided: Decodable {
    let _sd: [String]?
    let `case`: String
    let certificateNumber: String?
    let decision: String
    let unchecked: [String]?
    let validUntil: String?
  }

  struct RoyaltyStated: Decodable {
    let _sd: [String]?
    let corrects: Bool?
    let netSales: Money?
    let obligation: String
    let period: Period
    let royaltyDue: Money?
    let unchecked: [String]?
    let units: Int?
  }

  struct TermsCommented: Decodable {
    let _sd: [String]?
    let path: String
    let text: String?
    let version: Int
  }

  struct TermsOffered: Decodable {
    struct Redline: Decodable {
      let _sd: [String]?
      let clauseLabel: String?
      let op: String
      let path: String
      let rule: String?
    }

    let _sd: [String]?
    let baseVersion: Int
    let equityPct: String?
    let offeredBy: String?
    let redline: [Redline]?
    let termsHash: String
    let unchecked: [String]?
    let validUntil: String?
    let version: Int
  }
}
