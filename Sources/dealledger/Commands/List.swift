import ArgumentParser
import Deals
import EventLog
import Ledger
import Projections

struct List: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "List deals by state, party, country, type or text.",
    discussion: """
      Examples:
        dealledger list --state Effective --country TH
        dealledger list --party caih --json
        dealledger list ข้อมูล --lang th
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Words in the id, a title, a party's name or another text; see `search`.")
  var text: String?

  @Option(help: "A state, such as Effective; repeat the option for any of several.")
  var state: [Phase] = []

  @Option(help: "A party to the deal.")
  var party: Identifier?

  @Option(help: ArgumentHelp("The country of a party, such as TH.", valueName: "code"))
  var country: Country?

  @Option(help: "An agreement type, such as LICENCE_EXCLUSIVE.")
  var type: AgreementType?

  func run(_ console: Console) async throws {
    let filter = try filter(console)
    let ledger = try console.open(.readOnly)
    let deals = try console.models(of: ledger).deals(matching: filter)
    if console.isJSON {
      try console.writeArray(deals.map(\.json))
    } else {
      try console.write(Self.table(of: deals, in: console.language))
      if deals.isEmpty { console.talk.say("No deal meets that.") }
    }
  }

  private func filter(_ console: Console) throws -> DealFilter {
    var filter = DealFilter()
    filter.classes = console.classes
    (filter.states, filter.party, filter.country) = (Set(state), party, country)
    (filter.type, filter.text) = (type, try text.map(SearchQuery.init))
    return filter
  }

  static func table(of deals: [DealSummary], in language: Language) -> Table {
    let heads = language.listHeads
    var table = Table([
      .init(head: heads.deal), .init(head: heads.state), .init(head: heads.title, yielding: .cut),
      .init(head: heads.countries), .init(head: heads.last),
    ])
    for deal in deals {
      let phase = Phase(rawValue: deal.state)
      table.add([
        .init(deal.deal, .strong),
        .init(phase?.name(in: language) ?? deal.state, phase?.tone ?? .plain),
        .init(deal.title(in: language)), .init(deal.countries.joined(separator: " ")),
        .init(String(deal.lastAt.prefix(10)), .faint),
      ])
    }
    return table
  }
}

extension Language {
  fileprivate var listHeads:
    (deal: String, state: String, title: String, countries: String, last: String)
  {
    switch self {
    case .english: ("deal", "state", "title", "countries", "last event")
    case .thai: ("ดีล", "สถานะ", "ชื่อ", "ประเทศ", "เหตุการณ์ล่าสุด")
    case .chinese: ("交易", "状态", "名称", "国家", "最近事件")
    }
  }
}

extension DealSummary {
  func title(in language: Language) -> String {
    language.tags.lazy.compactMap { titles[$0] }.first ?? title
  }

  var json: JSON {
    [
      "deal": .string(deal), "state": .string(state), "revision": .integer(revision),
      "position": .integer(position),
      "title": .object(
        titles.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) }),
      "type": .array(types.map(JSON.string)),
      "parties": .array(
        parties.filter { $0.successor == nil }.map {
          [
            "party": .string($0.party), "role": .string($0.role), "country": .string($0.country),
            "name": .string($0.name),
          ]
        }),
      "proposedAt": .string(proposedAt), "lastAt": .string(lastAt),
    ]
  }
}
