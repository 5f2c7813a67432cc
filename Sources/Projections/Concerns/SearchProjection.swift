public import DealRecords
public import Deals
public import EventLog

/// The words of every deal, made alike, for whoever looks for some of them.
///
/// A row holds texts of one class, so that nothing is found by a value that whoever asks may not see;
/// what is closed to the file is not in it.
public enum SearchProjection: Projection {
  public static let name = "search"
  public static let version = 1
  public static let highestClass = DisclosureClass.personal

  public static let tables = [texts]

  /// Of a row's number; the rest is the position of the deal's last event, which no other deal has.
  static let classBits = 3

  static let texts = ModelTable(
    "search_texts", "What a deal can be found by: a row for each class of which it has words.",
    keyLength: 2,
    [
      .text("deal", "The deal's id."),
      .text("class", "The disclosure class of the texts in this row."),
      .integer("id", "The row's number in search_grams."),
      .text("titles", "Id and titles, folded, one a line, with a line feed before and behind."),
      .text("names", "Ids and names of those who are or were parties, one a line.", of: .personal),
      .text("texts", "Terms, reasons, notes and other words, one a line.", of: .personal),
    ], indexes: [["id"]], companions: SearchGrams.creation)

  public static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    guard case .deal(let deal) = state, case .deal(let id) = event.subject else { return [] }
    let words = words(of: deal)
    return DisclosureClass.allCases.enumerated().compactMap { rank, disclosure in
      let (names, words) = (names(of: deal, disclosure), words[disclosure] ?? [])
      guard disclosure == .public || !names.isEmpty || !words.isEmpty else { return nil }
      return ModelRow(
        texts, .text(id.text), .text(disclosure.rawValue),
        .integer(event.position.rawValue << classBits | UInt64(rank)),
        .text(disclosure == .public ? titles(of: id, deal) : ""),
        .text(names.map(SearchText.folded).joined(separator: "\n")),
        .text(words.joined(separator: "\n")))
    }
  }

  public static func stream(owning owner: Cell) -> StreamName? {
    DealsProjection.stream(owning: owner)
  }

  private static func titles(of id: Identifier, _ deal: Deal) -> String {
    let titles = deal.title.texts.sorted { $0.key < $1.key }.map(\.value.text)
    return "\n" + ([id.text] + titles).map { SearchText.folded($0) + "\n" }.joined()
  }

  private static func names(of deal: Deal, _ disclosure: DisclosureClass) -> [String] {
    switch disclosure {
    case .public: deal.members.flatMap { [$0.id.text, $0.party.name?.text].compactMap(\.self) }
    case .personal:
      deal.members.flatMap { member in
        [
          (member.party.person.value ?? nil)?.name.text,
          (member.party.contact.value ?? nil)?.name?.text,
        ].compactMap(\.self)
      }
    default: []
    }
  }

  /// What is written beside titles and names; names of persons who only acted are not.
  private static func words(of deal: Deal) -> [DisclosureClass: [String]] {
    var words = SearchTexts()
    if var proposal = deal.proposal?.fact {
      (proposal.title, proposal.parties) = (.blank, [])
      words.take(proposal)
    }
    takeNegotiation(of: deal, &words)
    takePerformance(of: deal, &words)
    takeEnding(of: deal, &words)
    return words.texts
  }

  private static func takeNegotiation(of deal: Deal, _ words: inout SearchTexts) {
    words.take(deal.interests)
    words.take(deal.sideAgreements)
    words.take(deal.dueDiligence)
    for version in deal.versions {
      words.take(version.offer.fact)
      words.take(version.comments)
    }
    words.take(deal.reopenings)
    words.take(deal.approvalRefusals)
  }

  private static func takePerformance(of deal: Deal, _ words: inout SearchTexts) {
    for obligation in deal.obligations {
      words.take(obligation.schedule.fact)
      words.take(obligation.rejections)
    }
    for known in deal.cases { words.take(known.decisions) }
    for dispute in deal.disputes {
      words.take(dispute.raising.fact)
      words.take(dispute.escalations)
    }
    for audit in deal.audits {
      words.take(audit.opening.fact)
      words.take(audit.findings)
    }
    for amendment in deal.amendments { words.take(amendment.proposal.fact) }
    words.take(deal.suspensions)
    words.take(deal.resumptions)
    words.take(deal.improvements)
  }

  private static func takeEnding(of deal: Deal, _ words: inout SearchTexts) {
    for notice in deal.notices { words.take(notice.notice.fact) }
    switch deal.ending?.fact {
    case .declined(let reason): words.take(reason)
    case .withdrawn(let reason): words.take(reason)
    case .signingRefused(let reason): words.take(reason)
    case .rescinded(let rescission): words.take(rescission)
    case .terminated(let termination): words.take(termination)
    case .lapsed, .expired, nil: break
    }
    words.take(deal.corrections)
  }
}
