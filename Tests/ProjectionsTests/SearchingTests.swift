import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Testing

@testable import Projections

/// Titles that were made up for these tests, by the deal that has them.
private let titles = [
  "EN": "Solar inverter: co-operation on AI (invented)",
  "TH": "การถ่ายทอดเทคโนโลยีชีวภาพ ข้าวทนแล้ง น้ำดื่ม",
  "ZH": "太阳能光伏逆变器技术许可",
  "LO": "ການຖ່າຍທອດເຕັກໂນໂລຊີ ນ້ຳ ເຂົ້າ",
  "KM": "ការផ្ទេរបច្ចេកវិទ្យា ទឹក ស្រូវ",
  "MY": "နည်းပညာလွှဲပြောင်းခြင်း ရေ စပါး",
  "VI": "Chuyển giao công nghệ xử lý nước Đà Nẵng",
]

extension TemporaryLog {
  /// Proposes a deal of this title between two parties.
  fileprivate func propose(_ deal: String, _ title: String, at second: Int = 0) throws {
    let command: [String: Any] = [
      "command": "ProposeDeal", "deal": deal,
      "at": "2021-01-01T00:00:\(second < 10 ? "0" : "")\(second)Z",
      "actor": ["role": "party", "party": "alpha"],
      "data": [
        "title": ["en": title], "type": ["TALENT_AND_INCUBATION"],
        "parties": [
          ["party": "alpha", "role": "service", "country": "CN", "name": "Alpha Werke"],
          ["party": "beta", "role": "host", "country": "TH", "name": "บริษัทเบต้า"],
        ],
      ],
    ]
    try submit([String(decoding: JSONSerialization.data(withJSONObject: command), as: UTF8.self)])
  }
}

extension ReadModels {
  fileprivate func found(
    _ text: String, showing classes: Set<DisclosureClass> = Set(DisclosureClass.allCases)
  ) throws -> [String] {
    var filter = DealFilter()
    (filter.text, filter.isRanked, filter.classes) = (try SearchQuery(text), true, classes)
    return try deals(matching: filter).map(\.deal)
  }
}

@Suite struct `A search` {
  let log: TemporaryLog
  let models: ReadModels

  init() throws {
    log = try TemporaryLog()
    for (deal, title) in titles.sorted(by: { $0.key < $1.key }) { try log.propose(deal, title) }
    models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
  }

  @Test func `has an index that holds what the texts say, in every script`() throws {
    // The letters of the first word stand in two kinds of words.
    try log.propose("MIXED", "nước nuoc ន nước 水")
    try models.catchUp(with: log.store)
    guard case .compared(let comparison) = try models.compare(with: log.store) else {
      Issue.record("there was nothing to compare")
      return
    }
    #expect(comparison.divergences == [])
    #expect(comparison.holds)
  }

  @Test(arguments: [
    ("EN", ["v"], ["AI", "on"], ["solar", "INVERTER", "operation"]),
    ("TH", ["ร", "น้ำ"], ["ข้า", "ล้ง"], ["ข้าว", "เทคโนโลยี", "ชีวภาพ", "น้ำดื่ม"]),
    ("ZH", ["光"], ["太阳", "许可"], ["逆变器", "光伏逆变器技术"]),
    ("LO", ["ຂົ້"], ["ນ້ຳ"], ["ເຂົ້າ", "ເຕັກໂນໂລຊີ"]),
    ("KM", ["ទឹ"], ["ទឹក"], ["ស្រូវ", "បច្ចេកវិទ្យា"]),
    ("MY", ["ရေ"], ["စပါး"], ["နည်းပညာ", "လွှဲပြောင်းခြင်း"]),
    ("VI", ["ô"], ["lý", "Đà", "da"], ["công nghệ", "cong nghe", "nuoc", "DA NANG", "đà nẵng"]),
  ])
  func `finds words of one, two and more letters in its language`(
    deal: String, one: [String], two: [String], more: [String]
  ) throws {
    for word in one + two + more {
      #expect(try models.found(word).contains(deal), "\(word)")
    }
    for word in more { #expect(try models.found(word) == [deal], "\(word)") }
  }

  @Test func `finds a letter in every spelling of it, and with its own marks only`() throws {
    #expect(try models.found("công".decomposedStringWithCanonicalMapping) == ["VI"])
    #expect(try models.found("ＡＩ") == ["EN"])
    #expect(try models.found("ข้า\u{200B}ว") == ["TH"])
    #expect(try models.found("น้ำ") == ["TH"])
    #expect(try models.found("นํ้").isEmpty)
    #expect(try models.found("ขาว").isEmpty)
    #expect(try models.found("ຂ").isEmpty)
  }

  @Test func `wants all words, in whatever order and text`() throws {
    #expect(try models.found("inverter solar") == ["EN"])
    #expect(try models.found("許可").isEmpty)
    #expect(try models.found("solar 光").isEmpty)
    #expect(try models.found("alpha cong") == ["VI"])
    #expect(try models.found("เบต้า") == titles.keys.sorted())
  }

  @Test func `takes a pair of letters for a word only where they are neighbours`() throws {
    #expect(try models.found("太逆").isEmpty)
    #expect(try models.found("solarinverter").isEmpty)
    #expect(try models.found("可太").isEmpty)
    #expect(try models.found("solain").isEmpty)
  }

  @Test func `puts the exact title first, and deals that fit alike in the order of their ids`()
    throws
  {
    try log.propose("Z9", "Alpha")
    try log.propose("Z8", "Alpha Werke in the title")
    try log.propose("Z7", "The works of Alpha")
    try models.catchUp(with: log.store)
    let found = try models.found("alpha")
    #expect(found == ["Z9", "Z8", "Z7"] + titles.keys.sorted())
    #expect(try models.found("z8").first == "Z8")
  }

  @Test(arguments: ["", "  ", "%", "*\"'", "\u{200B}", "—"])
  func `of nothing is refused`(text: String) {
    #expect(
      throws: ProjectionFault.unsearchable(
        "there is no letter and no digit in what is searched for")
    ) { try SearchQuery(text) }
  }

  @Test func `of too many words is refused`() throws {
    let words = Array(repeating: "a", count: SearchQuery.mostWords)
    _ = try SearchQuery(words.joined(separator: " "))
    #expect(throws: ProjectionFault.self) {
      try SearchQuery((words + ["b"]).joined(separator: " "))
    }
  }

  @Test func `takes no sign for an operator`() throws {
    for text in [
      "\"solar\" OR zebra", "solar*", "NOT solar", "solar AND inverter", "so%r", "s_lar",
    ] {
      #expect(try models.found(text).allSatisfy { $0 == "EN" }, "\(text)")
    }
    #expect(try models.found("\"solar\" NEAR").isEmpty)
    #expect(try models.found("solar*") == ["EN"])
  }

  @Test func `follows what changes, as after a rebuild`() throws {
    try log.submit(Scenarios.interleaved())
    try models.catchUp(with: log.store)
    let queries = ["mahidol univ", "MAHIDOL", "广西中医药大学", "d01", "solar", "药", "university"]
    let live = try queries.map { try models.found($0) }
    let rows = try Tables.contents(of: log.models)
    #expect(live[0].contains("D01") && live[3].first == "D01" && live[4].contains("EN"))
    try models.rebuild(from: log.store)
    #expect(try queries.map { try models.found($0) } == live)
    #expect(try Tables.contents(of: log.models)["search_texts"] == rows["search_texts"])
    guard case .compared(let comparison) = try models.compare(with: log.store) else {
      Issue.record("there was nothing to compare")
      return
    }
    #expect(comparison.holds)
  }
}

@Suite struct `Words of plain letters` {
  /// Titles of all scripts, and what is on the border of those that need no tables of Unicode.
  static let texts =
    titles.values.sorted() + [
      "第1号 CN-太阳能2号", "ข้าว1กก ABCข", "ນ້ຳ ຂໍ້ມູນ ໒໐໒໖", "๒๕๖๙", "ＡＩ２：可　许可·许", "",
      "ก\u{E48}\u{E38}", "\u{E31}ก -\u{E48}ก", "ກ\u{EC8}\u{EB8}", "々〇太", "a\u{E48}b",
      "ก\u{E48}\u{E47}\u{E4D}\u{E33}ข\u{E48}\u{E47}\u{E4D}\u{E33}", "Ａ\u{301} é É",
    ]

  @Test(arguments: texts) func `are folded as those of any letters are`(text: String) {
    // A sign that is not plain, and is no word, sends a text the long way.
    #expect(SearchText.folded(text) == SearchText.folded(text + " \u{1F600}"))
  }

  @Test func `are Latin ones with accents too, each folded as those of any letters are`() {
    for value in [UInt32](0xC0..<0x250) + [UInt32](0x1E00..<0x1F00) {
      guard let letter = Unicode.Scalar(value).map(String.init) else { continue }
      let folded = SearchText.folded("x\(letter)y")
      #expect(folded == SearchText.folded("x\(letter)y \u{1F600}"), "U+\(String(value, radix: 16))")
    }
    #expect(SearchText.folded("Chuyển giao ĐÀ NẴNG") == "chuyen giao da nang")
  }

  @Test(arguments: texts) func `have the letters and pairs of any word`(text: String) {
    let folded = SearchText.folded(text)
    var expected: Set<[UInt8]> = []
    for letters in folded.split(separator: " ").map(Array.init) {
      for (place, letter) in letters.enumerated() {
        expected.insert(Array(String(letter).utf8))
        if place > 0 { expected.insert(Array(String(letters[place - 1...place]).utf8)) }
      }
    }
    #expect(Set(SearchText.grams(of: folded).map { Array($0.utf8) }) == expected)
  }
}

@Suite struct `What a search may find` {
  let log: TemporaryLog

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: "D06"))
  }

  private func models(_ classes: Set<DisclosureClass>? = nil) -> ReadModels {
    ReadModels(folder: log.models, showing: classes, vault: log.vault)
  }

  /// A contact's name.
  private static let person = "Luz Halimbawa"

  @Test func `is what the file shows, and the reader may see`() throws {
    try models().catchUp(with: log.store)
    #expect(try models().found(Self.person).isEmpty)
    try models(Set(DisclosureClass.allCases)).rebuild(from: log.store)
    #expect(try models().found(Self.person) == ["D06"])
    #expect(try models().found(Self.person, showing: [.public]).isEmpty)
    #expect(try models().found(Self.person, showing: ReaderRole.auditor.classes).isEmpty)
    #expect(try models().found(Self.person, showing: ReaderRole.privacyOfficer.classes) == ["D06"])
  }

  @Test(arguments: [
    "cap on subscribers", "竞业", "one city first", "bundled sales pro rata", "maximumSubscribers",
  ])
  func `are terms and notes, for those to whom they are open`(words: String) throws {
    try models().catchUp(with: log.store)
    #expect(try models().found(words).isEmpty)
    try models([.parties]).rebuild(from: log.store)
    #expect(try models().found(words) == ["D06"])
    #expect(try models().found(words, showing: ReaderRole.ministry.classes).isEmpty)
  }

  @Test func `is a person no more once erased`() throws {
    try models(Set(DisclosureClass.allCases)).rebuild(from: log.store)
    #expect(try models().found(Self.person) == ["D06"])
    let order = ErasureRecord(
      subject: "contact-ph-0007", mode: .restrict, deal: "D06", position: 99,
      time: "2026-01-01T00:00:00.000000Z")
    try log.vault.keyring.restrict(order, owner: Vault.owner(ofPerson: "contact-ph-0007"))
    #expect(try models().rebuildWithoutErased(from: log.store))
    #expect(try models().found(Self.person).isEmpty)
    #expect(try models().found("D06") == ["D06"])
  }
}
