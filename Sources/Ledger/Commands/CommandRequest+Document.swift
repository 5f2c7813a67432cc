import DealRecords
import Deals
import EventLog

extension CommandRequest {
  /// What is wrong with the document that came beside the command, or with its absence.
  func fault(beside document: [UInt8]?) -> FieldFault? {
    guard case .deal(let request) = asked, case .offerTerms(let offer) = request.command else {
      guard document != nil else { return nil }
      return FieldFault(.invalid("OfferTerms: no other command takes a document"))
        .inside("command")
    }
    if document != nil, offer.terms != nil {
      return FieldFault(.invalid("left out where a document comes beside the command"))
        .inside("terms").inside("data")
    }
    if let document, document.count > EventStore.longestDocument {
      return FieldFault(.invalid("the terms of a document of at most 64 MiB")).inside("data")
    }
    if document == nil, offer.terms == nil, offer.givenHash == nil {
      return FieldFault(.missing).inside("termsHash").inside("data")
    }
    return nil
  }
}
