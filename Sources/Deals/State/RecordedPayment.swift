/// A payment's name: references are unique for each payer.
public struct PaymentKey: Hashable, Sendable {
  public let payer: Identifier
  public let payment: Identifier
}

/// Money that moved, and the payee's word on it.
public struct RecordedPayment: Hashable, Sendable {
  public let payment: Entered<Payment>
  public internal(set) var confirmation: Entered<PaymentConfirmation>?

  init(_ payment: Entered<Payment>) { self.payment = payment }

  public var key: PaymentKey { payment.fact.key }
}

extension Payment {
  public var key: PaymentKey { PaymentKey(payer: payer, payment: payment) }
}
