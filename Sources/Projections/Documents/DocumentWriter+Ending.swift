import Deals

extension DocumentWriter {
  mutating func ending(of deal: Deal) {
    list("notices", deal.notices) { writer, notice in
      writer.entry(notice.notice)
      writer.member("status", text: notice.status.rawValue)
      writer.entry("cure", notice.cure)
    }
    if let ending = deal.ending {
      object("ending") { writer in
        writer.facts(of: ending.fact)
        writer.attribution(of: ending)
      }
    }
    entry("closing", deal.closing)
  }

  private mutating func facts(of ending: Ending) {
    switch ending {
    case .declined(let reason): facts("declined", reason)
    case .withdrawn(let reason): facts("withdrawn", reason)
    case .lapsed(let lapse): facts("lapsed", lapse)
    case .signingRefused(let reason): facts("signingRefused", reason)
    case .rescinded(let rescission): facts("rescinded", rescission)
    case .terminated(let termination): facts("terminated", termination)
    case .expired(let expiry): facts("expired", expiry)
    }
  }

  private mutating func facts<Facts: Record>(_ how: String, _ facts: Facts) {
    member("how", text: how)
    fields(of: facts)
  }

  mutating func stewardship(of deal: Deal) {
    entries("corrections", deal.corrections)
    entries("holds", deal.holds)
    entries("erasures", deal.erasures)
    entries("disclosures", deal.disclosures)
  }
}
