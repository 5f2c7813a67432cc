import ArgumentParser
import EventLog
import Projections

struct Search: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find deals by words in titles, names, terms and notes.",
    discussion: """
      All words are looked for, each anywhere, in any language and of any length. Case does not \
      matter, nor do accents on Latin letters. Titles come first, and then names. Only what the role \
      may see is searched, and only what stands in the read models: public values, unless they were \
      rebuilt for more.

      Examples:
        dealledger search ข้อมูล
        dealledger search 大学 许可
        dealledger search "cong nghe" --as ministry
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The words.")
  var text: [String]

  @Option(help: "How many deals at most.")
  var limit = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit takes a number from 1 on.") }
  }

  func run(_ console: Console) async throws {
    var filter = DealFilter()
    filter.text = try SearchQuery(text.joined(separator: " "))
    // One more shows whether there are more.
    (filter.isRanked, filter.classes, filter.limit) = (true, console.classes, limit + 1)
    let ledger = try console.open(.readOnly)
    let found = try console.models(of: ledger).deals(matching: filter)
    let deals = Array(found.prefix(limit))
    if console.isJSON {
      try console.writeArray(deals.map(\.json))
    } else {
      try console.write(List.table(of: deals, in: console.language))
      if deals.isEmpty { console.talk.say("No deal meets that.") }
    }
    if found.count > limit {
      console.talk.say("There are more than \(limit): add a word, or give a --limit.")
    }
  }
}
