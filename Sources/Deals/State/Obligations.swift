/// Something owed under the terms, and what was done about it.
public struct Obligation: Hashable, Sendable {
  @frozen public enum Status: String, Hashable, Sendable {
    case scheduled, delivered, rejected, accepted, settled
    /// It ended with the winding up of the deal.
    case ended
  }

  public let schedule: Entered<ObligationSchedule>
  public internal(set) var status = Status.scheduled
  public internal(set) var deliveries: [Entered<Delivery>] = []
  public internal(set) var acceptances: [Entered<DeliveryAcceptance>] = []
  public internal(set) var rejections: [Entered<DeliveryRejection>] = []
  public internal(set) var statements: [Entered<RoyaltyStatement>] = []
  /// The payments that name it.
  public internal(set) var payments: [PaymentKey] = []

  init(_ schedule: Entered<ObligationSchedule>) { self.schedule = schedule }

  public var id: Identifier { schedule.fact.obligation }
  public var kind: ObligationKind { schedule.fact.kind }
  public var debtor: Identifier { schedule.fact.debtor }
  public var creditor: Identifier { schedule.fact.creditor }

  /// Whether something is still owed.
  public var isOpen: Bool {
    switch status {
    case .scheduled, .delivered, .rejected: true
    case .accepted, .settled, .ended: false
    }
  }

  /// The latest statement of this period.
  public func statement(of period: Period) -> RoyaltyStatement? {
    statements.last { $0.fact.period == period }?.fact
  }
}

extension ObligationKind {
  /// It ends when the creditor accepts a delivery.
  public var isDelivered: Bool {
    switch self {
    case .milestone, .delivery, .training, .publication: true
    case .fixedPayment, .minimumRoyalty, .royaltyReport, .auditRight: false
    }
  }

  /// It ends when payments reach its amount.
  public var isPaid: Bool { self == .fixedPayment || self == .minimumRoyalty }

  /// Royalties are stated under it.
  public var isStated: Bool { self == .royaltyReport || self == .minimumRoyalty }

  /// It ends with the winding up, and never keeps a deal from closing.
  public var endsWithWindingUp: Bool { self == .royaltyReport || self == .auditRight }
}
