import Crypto
import DealRecords
import Deals
import Foundation
import Ledger
import Replay
import Synthetic
import Testing

@Suite struct `A synthetic network` {
  private func digest(_ network: SyntheticNetwork) -> String {
    var hash = SHA256()
    for command in network.commands { hash.update(data: command.bytes + [UInt8(ascii: "\n")]) }
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }

  /// Whoever changes this changes `SyntheticNetwork.version` too.
  @Test func `is the same bytes for the same seed, for ever`() {
    #expect(SyntheticNetwork.version == 1)
    #expect(
      digest(SyntheticNetwork(seed: 1))
        == "c2513166ef5998b00b2999881a57541e53e625ecb4a05b30a338a884e1e0680d")
    #expect(digest(SyntheticNetwork(seed: 2)) != digest(SyntheticNetwork(seed: 1)))
  }

  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `with what the articles name bears out what they count`(_ seed: UInt64) throws {
    let count = try Counted(SyntheticNetwork(seed: seed).commands.map(\.bytes) + Self.seeds())
    #expect(count.members.count == 2601, "seed \(seed)")
    #expect(count.members.filter { Counted.asean.contains($0.country.text) }.count == 867)
    #expect(Set(count.members.map(\.country.text)).isSuperset(of: Counted.asean))
    #expect(count.countries(of: .bilateralMechanism).count == 9)
    #expect(count.countries(of: .workingGroup).count == 7)
    let guangxi = count.open { $0.level == .guangxiSupported && [.lab, .centre].contains($0.kind) }
    #expect(guangxi.count == 20)
    #expect(Set(guangxi.map(\.country)).count == 9)
    #expect(count.open { $0.kind == .park && $0.sector == .modernAgriculture }.count == 12)
    #expect(count.open { $0.level == .nationalBilateral && $0.kind == .lab }.count == 10)
    #expect(count.open { $0.kind == .platform }.count == 3)
    #expect(count.open { $0.kind == .servicePlatform }.count == 2)
    #expect(count.gatherings { $0.kind == .parkConsultation }.count == 3)
    #expect(count.gatherings { $0.kind == .forum }.compactMap(\.edition).max() == 9)
  }

  @Test func `grows as the public counts did`() throws {
    let count = try Counted(SyntheticNetwork(seed: 1).commands.map(\.bytes) + Self.seeds())
    for (day, members) in [("2013-09-04", 28), ("2016-09-10", 2001), ("2020-11-16", 2401)] {
      let day = try #require(Day(text: day))
      #expect(count.members.filter { $0.joinedOn <= day }.count == members)
    }
    for (day, gatherings, projects, enterprises, agreements) in [
      ("2013-09-30", 1, 1001, 300, 20), ("2020-11-27", 81, 4500, 7400, 561),
      ("2021-09-16", 101, 5990, 8501, 631),
    ] {
      let day = try #require(Day(text: day))
      let held = count.gatherings { $0.kind != .parkConsultation && $0.to <= day }
      #expect(held.count == gatherings)
      #expect(held.compactMap(\.projects?.value).reduce(0, +) == projects)
      #expect(held.compactMap(\.enterprises?.value).reduce(0, +) == enterprises)
      #expect(held.compactMap(\.agreements?.value).reduce(0, +) == agreements)
    }
  }

  @Test func `says of every record that it is invented, and names nobody as its source`() throws {
    let network = SyntheticNetwork(seed: 3)
    for command in network.commands where command.kind != .closeFacility {
      let text = String(decoding: command.bytes, as: UTF8.self)
      #expect(text.contains(#""synthetic":true"#) && text.contains("(synthetic)"), "\(text)")
      #expect(command.kind == .recordIndicator || !text.contains(#""source""#), "\(text)")
      #expect(!text.contains("evidenceHash"))
    }
    #expect(Set(network.commands.map(\.kind)).count == 8)
    #expect(zip(network.commands, network.commands.dropFirst()).allSatisfy { $0.at <= $1.at })
  }

  @Test func `is refused in nothing, and holds to level 3`() async throws {
    let path = NSTemporaryDirectory() + "synthetic-network-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/network", clock: .history))
    let ledger = try Ledger(at: path)
    let commands = SyntheticNetwork(seed: 1).commands.map(\.bytes)
    var others: [CommandOutcome] = []
    try await ledger.submit((commands + Self.seeds()).map { IncomingCommand($0) }) { _, outcome in
      if !outcome.isAccepted { others.append(outcome) }
    }
    #expect(others.isEmpty, "\(others.prefix(3))")
    _ = try await ledger.createCheckpoint()
    ledger.close()
    let replay = try Verifier(LedgerFolder(path), options: ReplayOptions(level: .decisions)).run()
    #expect(replay.exitCode == 0, "\(replay.text.plain)")
  }

  private static func seeds() throws -> [[UInt8]] { try NetworkFile.lines(of: "seeds") }
}

@Suite struct `The file of published figures` {
  private struct Figures: Decodable {
    struct Figure: Decodable {
      let figureId: String
      let value: Int
      let comparator, unit, asOf, source, what: String
    }
    struct Moment: Decodable {
      let asOf, source: String
      let members, events, projects, enterprises, agreements: Int?
    }
    let publishedFigures: [Figure]
    let publicTimeline: [Moment]
  }

  private func published() throws -> (file: Figures, commands: [PublishedFigure]) {
    let file = NetworkFile.schemas.appending(path: "domain/figures.json")
    let figures = try JSONDecoder().decode(Figures.self, from: Data(contentsOf: file))
    let commands = try NetworkFile.lines(of: "figures").compactMap { line in
      guard case .network(let request) = try CommandRequest(line).asked,
        case .publishFigure(let figure) = request.command
      else { return PublishedFigure?.none }
      return figure
    }
    return (figures, commands)
  }

  @Test func `publishes each figure of the articles as it was published`() throws {
    let (file, commands) = try published()
    let told = commands.filter { $0.figure.text.hasPrefix("F") }.map {
      [
        $0.figure.text, $0.value.text, $0.comparator.rawValue, $0.unit.text, $0.asOf.text,
        $0.source.text, $0.what.inLanguage("en"),
      ]
    }
    let expected = file.publishedFigures.map {
      [$0.figureId, "\($0.value)", $0.comparator, $0.unit, $0.asOf, $0.source, $0.what]
    }
    #expect(Set(told) == Set(expected))
    #expect(told.count == expected.count)
  }

  @Test func `publishes each value of the public timeline with its source`() throws {
    let (file, commands) = try published()
    let told = commands.filter { $0.figure.text.hasPrefix("timeline-") }.map {
      [$0.figure.text, $0.value.text, $0.asOf.text, $0.source.text]
    }
    let expected = file.publicTimeline.flatMap { moment in
      [
        ("members", moment.members), ("events", moment.events), ("projects", moment.projects),
        ("enterprises", moment.enterprises), ("agreements", moment.agreements),
      ].compactMap { name, value in
        value.map { ["timeline-\(name)", "\($0)", moment.asOf, moment.source] }
      }
    }
    #expect(Set(told) == Set(expected))
    #expect(told.count == expected.count)
  }
}

/// The files of the network that the project ships.
private enum NetworkFile {
  static let schemas = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas")

  static func lines(of name: String) throws -> [[UInt8]] {
    try String(contentsOf: schemas.appending(path: "network/\(name).ndjson"), encoding: .utf8)
      .split(separator: "\n").map { Array($0.utf8) }
  }
}

/// What commands come to, counted by themselves.
private struct Counted {
  static let asean: Set = ["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN"]

  private(set) var members: [MemberJoining] = []
  private var mechanisms: [MechanismEstablishment] = []
  private var facilities: [FacilityDescription] = []
  private var held: [Gathering] = []

  init(_ commands: [[UInt8]]) throws {
    for bytes in commands {
      guard case .network(let request) = try CommandRequest(bytes).asked else { continue }
      switch request.command {
      case .joinNetwork(let fact): members.append(fact)
      case .establishMechanism(let fact): mechanisms.append(fact)
      case .openFacility(let fact): facilities.append(fact)
      case .holdGathering(let fact): held.append(fact)
      default: break
      }
    }
  }

  func countries(of kind: MechanismKind) -> Set<Country> {
    Set(mechanisms.filter { $0.kind == kind }.map(\.country))
  }

  func open(_ isMeant: (FacilityDescription) -> Bool) -> [FacilityDescription] {
    facilities.filter(isMeant)
  }

  func gatherings(_ isMeant: (Gathering) -> Bool) -> [Gathering] { held.filter(isMeant) }
}
