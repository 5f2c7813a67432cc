/// The events of a deal, one a line, with what each says below it.
struct Timeline {
  private let events: [ToldEvent]

  init(_ events: [ToldEvent]) { self.events = events }

  func write(to console: Console) throws {
    var table = Table([
      .init(head: "position", alignment: .right), .init(head: "happened"),
      .init(head: "recorded"), .init(head: "who"), .init(head: "what", yielding: .wrapped),
    ])
    for event in events {
      table.add([
        .init("\(event.position)", .faint), .init(Self.minute(event.occurred)),
        .init(Self.minute(event.recorded), .faint), .init(event.actor, .name),
        .init(Self.what(event, console)),
      ])
    }
    try console.write(table)
  }

  private static func what(_ event: ToldEvent, _ console: Console) -> String {
    guard let fact = event.fact else { return event.title }
    let details = EventWords.details(of: fact, showing: console.classes)
    return details.isEmpty ? event.title : "\(event.title): \(details)"
  }

  /// `2020-02-20T02:00:00Z` to the minute; the offset stands where it is not UTC.
  private static func minute(_ time: String) -> String {
    let offset = time.hasSuffix("Z") ? "" : String(time.suffix(6))
    return time.prefix(16).replacing("T", with: " ") + offset
  }
}
