import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Testing

@testable import Projections

@Suite struct `Read models of some classes` {
  let log: TemporaryLog

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: "D06"))
  }

  private func models(
    _ classes: Set<DisclosureClass>? = nil, withKeys: Bool = true
  ) -> ReadModels {
    ReadModels(folder: log.models, showing: classes, vault: withKeys ? log.vault : nil)
  }

  /// All rows of all tables, in small letters, as a search has them.
  private func contents() throws -> String {
    try Tables.contents(of: log.models).values.flatMap(\.self).joined(separator: "\n").lowercased()
  }

  /// A contact's name, what a payment came to, and the code of a region.
  private static let personal = "luz halimbawa"
  private static let parties = "3232125.00"
  private static let statistical = "cn-gx"

  @Test func `hold public values unless more is asked for`() throws {
    try models().catchUp(with: log.store)
    #expect(try models().classes == [.public])
    let contents = try contents()
    #expect(contents.contains("d06"))
    for value in [Self.personal, Self.parties, Self.statistical] {
      #expect(!contents.contains(value))
    }
  }

  @Test func `are made anew when other classes are asked for, and kept when none are`() throws {
    try models().catchUp(with: log.store)
    try models([.statistical]).catchUp(with: log.store)
    #expect(try models().read { $0.generation } == 2)
    #expect(try models().classes == [.public, .statistical])
    #expect(try models().holdsClass(.statistical) && !models().holdsClass(.parties))
    #expect(try contents().contains(Self.statistical))
    #expect(try !contents().contains(Self.parties))
    try log.submit(Scenarios.commands(of: "D02"))
    try models().catchUp(with: log.store)
    try models().rebuild(from: log.store)
    #expect(try models().classes == [.public, .statistical])
    try models([.public]).rebuild(from: log.store)
    #expect(try models().classes == [.public])
  }

  @Test func `of another ledger do not say what is shown of this one`() throws {
    let other = try TemporaryLog(ledger: "OTHER")
    try ReadModels(folder: log.models, showing: [.parties], vault: other.vault)
      .catchUp(with: other.store)
    try models().catchUp(with: log.store)
    #expect(try models().classes == [.public])
  }

  @Test func `need keys to be made, to go on and to be compared, and only then`() throws {
    let shown: Set<DisclosureClass> = [.public, .parties]
    let fault = ProjectionFault.noKeys(showing: shown)
    #expect(throws: fault) { try models(shown, withKeys: false).rebuild(from: log.store) }
    try models(shown).rebuild(from: log.store)
    try models(withKeys: false).catchUp(with: log.store)
    #expect(throws: fault) { try models(withKeys: false).compare(with: log.store) }
    let position = try models().position
    try log.submit(Scenarios.commands(of: "D02"))
    #expect(throws: fault) { try models(withKeys: false).catchUp(with: log.store) }
    #expect(try models().position == position)
    try models().catchUp(with: log.store)
    guard case .compared(let comparison) = try models().compare(with: log.store) else {
      Issue.record("there was nothing to compare")
      return
    }
    #expect(comparison.holds && comparison.parked.isEmpty)
  }

  @Test func `may be copied out of their folder only where they show public values`() throws {
    try models().catchUp(with: log.store)
    try ModelFile.requirePublic(log.models + "/models-1.sqlite")
    try models([.parties]).catchUp(with: log.store)
    #expect { try ModelFile.requirePublic(log.models + "/models-2.sqlite") } throws: {
      "\($0)".contains("more than public")
    }
    #expect(throws: ProjectionFault.self) { try ModelFile.requirePublic(log.models + "/lock") }
  }

  @Test func `name a value that was changed, and do not quote it`() throws {
    try models([.parties]).rebuild(from: log.store)
    try Tables.execute(
      "UPDATE payments SET amount = '77' WHERE amount = '\(Self.parties)'", in: log.models)
    guard case .compared(let comparison) = try models().compare(with: log.store) else {
      Issue.record("there was nothing to compare")
      return
    }
    let divergence = try #require(comparison.divergences.first)
    #expect(divergence.columns.map(\.name) == ["amount"])
    #expect(divergence.event != nil)
    #expect(!divergence.description.contains(Self.parties))
  }

  @Test func `hold nothing of a person whose key was destroyed or restricted`() throws {
    let everything = Set(DisclosureClass.allCases)
    try models([.parties]).rebuild(from: log.store)
    #expect(try models().rebuildWithoutErased(from: log.store) == false)
    try models(everything).rebuild(from: log.store)
    #expect(try contents().contains(Self.personal))
    let order = ErasureRecord(
      subject: "contact-ph-0007", mode: .restrict, deal: "D06", position: 99,
      time: "2026-01-01T00:00:00.000000Z")
    try log.vault.keyring.restrict(order, owner: Vault.owner(ofPerson: "contact-ph-0007"))
    #expect(try models().rebuildWithoutErased(from: log.store))
    #expect(try !contents().contains(Self.personal))
    #expect(try contents().contains(Self.parties))
    #expect(try models().classes == everything)
  }

  @Test func `park what a lost key would open, instead of taking it for sealed`() throws {
    let folder = log.path + "/other-keys"
    try Keyring.create(in: folder, ledger: "TEST")
    let others = Vault(
      try Keyring(folder: folder, ledger: "TEST", access: .readOnly), ledger: "TEST")
    let models = ReadModels(folder: log.models, showing: [.parties], vault: others)
    try models.catchUp(with: log.store)
    #expect(try Set(models.parked().map(\.stream)) == ["deal/D06"])
    let readers = ReadModels.projections.filter { $0.highestClass.reads(.parties) }.map { $0.name }
    #expect(try models.parked().map(\.projection) == readers.sorted())
    #expect(throws: ProjectionFault.self) { try models.rebuild(from: log.store) }
  }
}

extension DisclosureClass {
  /// Whether a projection of this class is given values of another.
  fileprivate func reads(_ other: DisclosureClass) -> Bool {
    let order = Self.allCases
    guard let own = order.firstIndex(of: self) else { return false }
    return order[...own].contains(other)
  }
}

@Suite struct `A projection` {
  /// Keeps all that it is given to read.
  private enum PublicSpy: Projection {
    static let name = "spy"
    static let version = 1
    static let highestClass = DisclosureClass.public
    static let table = ModelTable("spy", "All of it.", [.text("subject", ""), .text("all", "")])
    static let tables = [table]

    static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
      [ModelRow(table, .text(event.stream.text), .text("\(event.fact) \(state as Any)"))]
    }

    static func stream(owning owner: Cell) -> StreamName? { nil }
  }

  private enum PartiesSpy: Projection {
    static let name = "parties spy"
    static let version = 1
    static let highestClass = DisclosureClass.parties
    static let tables = PublicSpy.tables

    static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
      PublicSpy.rows(after: event, state: state)
    }

    static func stream(owning owner: Cell) -> StreamName? { nil }
  }

  @Test func `gets nothing above the class that it declares, whatever the file shows`() throws {
    let log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: "D06"))
    var fold = ModelFold(
      [PublicSpy.self, PartiesSpy.self], Exposure(Set(DisclosureClass.allCases), log.vault))
    // After each event, since rows are given once a batch.
    let groups = try log.store.withSnapshot { snapshot throws(LogFault) in
      var groups: [ModelBatch.Group] = []
      for position in 0..<(try snapshot.size()) {
        let point = try LogPoint(before: position, in: snapshot)
        groups += try fold.run(
          from: point, count: 1, passingOver: ParkedSet([]), in: snapshot
        ).groups
      }
      return groups
    }
    func seen(by projection: any Projection.Type) -> String {
      groups.filter { $0.projection == projection }.flatMap(\.rows).flatMap(\.cells)
        .map(\.description).joined(separator: "\n")
    }
    let (open, parties) = (seen(by: PublicSpy.self), seen(by: PartiesSpy.self))
    #expect(open.contains("deal/D06") && parties.contains("deal/D06"))
    #expect(!open.contains("3232125") && parties.contains("3232125"))
    #expect(!open.contains("CN-GX") && parties.contains("CN-GX"))
    #expect(!open.contains("Luz") && !parties.contains("Luz"))
  }
}
