import ArgumentParser

/// The commands that act on a deal, in the order of a deal's life.
enum Verbs {
  static let all: [any ParsableCommand.Type] = [
    Propose.self, ExpressInterest.self, Decline.self, Withdraw.self, Negotiate.self,
    OfferTerms.self,
    Comment.self, Accept.self, Reopen.self, Approve.self, RefuseApproval.self, Sign.self,
    RefuseToSign.self, MakeEffective.self, OpenCase.self, FileCase.self, DecideCase.self,
    Schedule.self, Deliver.self, AcceptDelivery.self, RejectDelivery.self, StateRoyalty.self,
    Pay.self, ConfirmPayment.self, Suspend.self, Resume.self, Terminate.self, Close.self,
    AnyCommand.self,
  ]
}
