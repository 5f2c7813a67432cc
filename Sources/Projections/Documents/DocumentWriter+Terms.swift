import Deals

extension DocumentWriter {
  /// Every version that was offered; which is on the table, which is agreed, which binds.
  mutating func terms(of deal: Deal) {
    object("terms") { writer in
      writer.member("current", deal.currentVersion?.number)
      writer.member("agreed", deal.agreedVersion)
      writer.member("termsHash", deal.agreed?.hash ?? deal.currentVersion?.hash)
      writer.list("versions", deal.versions) { $0.version($1) }
    }
    list("termsInForce", deal.termsInForce) { writer, terms in
      writer.member("termsHash", terms.hash)
      writer.member("from", terms.from)
      writer.member("amendment", terms.amendment)
    }
    entries("reopenings", deal.reopenings)
  }

  private mutating func version(_ version: TermsVersion) {
    entry(version.offer)
    entries("acceptances", version.acceptances)
    entries("annulledAcceptances", version.annulled)
    entries("comments", version.comments)
  }

  /// Who approved and signed, and whether that still stands.
  mutating func consent(to deal: Deal) {
    list("approvals", deal.approvals) { writer, granted in
      writer.entry(granted.approval)
      writer.member("voided", granted.isVoided)
    }
    entries("approvalRefusals", deal.approvalRefusals)
    list("signatures", deal.signatures) { writer, made in
      writer.entry(made.signature)
      writer.member("voided", made.isVoided)
    }
  }

  mutating func changes(of deal: Deal) {
    list("amendments", deal.amendments) { writer, amendment in
      writer.entry(amendment.proposal)
      writer.member("status", text: amendment.status.rawValue)
      writer.entries("signatures", amendment.signatures)
      writer.entry("end", amendment.end)
    }
    entries("sublicences", deal.sublicences)
    entries("improvements", deal.improvements)
    entries("suspensions", deal.suspensions)
    entries("resumptions", deal.resumptions)
  }
}
