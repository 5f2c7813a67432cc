import Deals

/// A record with every kind of field.
struct Sample: Record {
  var amount = Money()
  var comment = Sealed<Text?>.blank
  var count = 0
  var day = Day.blank
  var document = Digest.blank
  var free = FreeForm.blank
  var isExclusive = false
  var names = LocalizedText()
  var note: Text?
  var parties: [Member] = []
  var position: Int?
  var price = Sealed<Money?>.blank
  var rate = Decimal.blank
  var rates = Rates.blank
  var salt: Text?
  var tags: [Identifier] = []
  var title = Text.blank

  init() {}

  mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amount", &amount)
    try visit.field("comment", &comment, .personal)
    try visit.field("count", &count)
    try visit.field("day", &day)
    try visit.field("document", &document)
    try visit.field("free", &free)
    try visit.field("isExclusive", &isExclusive)
    try visit.field("names", &names)
    try visit.field("note", &note)
    try visit.field("parties", &parties)
    try visit.decided("position", &position)
    try visit.field("price", &price, .parties)
    try visit.field("rate", &rate)
    try visit.field("rates", &rates)
    try visit.asked("salt", &salt)
    try visit.field("tags", &tags)
    try visit.field("title", &title)
  }
}

/// A record inside a list.
struct Member: Record {
  var country = Country.blank
  var id = Identifier.blank
  var share = Sealed<Decimal?>.blank

  init() {}

  mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("country", &country)
    try visit.field("id", &id)
    try visit.field("share", &share, .authority)
  }
}

/// A map of any keys.
struct Rates: FieldValue {
  var rates: [String: Decimal]

  static let blank = Rates(rates: [:])
  static let shape = Shape.map(keys: TextShape(0...64), Decimal.shape)

  init(rates: [String: Decimal]) { self.rates = rates }

  init<S: ValueSource & ~Copyable & ~Escapable>(from source: inout S) throws(FieldFault) {
    rates = try source.map(of: Decimal.self)
  }

  func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.map(rates) }
}

extension Sample {
  static let digest = "sha256:" + String(repeating: "0123456789abcdef", count: 4)

  /// The sample as it is recorded: `position` stands in it, `salt` does not.
  static let event = #"""
    {"amount":{"currency":"THB","value":"1250000.50"},"comment":"ตกลง \"ราคา\"\n","count":-7,\#
    "day":"2020-02-29","document":"\#(digest)","free":{"a":[1,{"b":null}],"z":"\u0001"},\#
    "isExclusive":true,"names":{"en":"Coating","th":"การเคลือบ","zh-Hans":"钙钛矿涂层"},\#
    "note":"Grüße 😀","parties":[{"country":"TH","id":"caih","share":"0.60"},\#
    {"country":"CN","id":"D-06_x.y"}],"position":3,\#
    "price":{"currency":"CNY","value":"-0.000000001"},"rate":"2.50",\#
    "rates":{"":"0","a/b":"1.0","😀":"2","\#u{E000}":"3"},"tags":["a","b"],"title":"T"}
    """#

  /// The sample as it is asked for: `salt` stands in it, `position` does not.
  static let command = event.replacing(#""position":3,"#, with: "")
    .replacing(#""tags""#, with: #""salt":"s","tags""#)
}
