import Foundation

/// What was asked for on the command line.
struct Settings: Sendable {
  var groups: [String] = []
  /// How often each thing is measured, in turn with those that it is compared with.
  var rounds = 5
  var isQuick = false
  /// Where the rows go as JSON.
  var json: String?
  /// The folder of scripts that run other stores.
  var peers: String?
  /// The folder that keeps logs of five million events.
  var large: String?

  /// How long callers append in one round, in seconds.
  var seconds: Double { isQuick ? 0.3 : 1 }
  /// How many events the mixed ledger has at least.
  var events: Int { isQuick ? 20_000 : 100_000 }
  /// How many events a ledger has of which bundles are made.
  var bundleEvents: Int { isQuick ? 20_000 : 1_000_000 }
  /// How many events a ledger has whose read models are made anew, where such a one is kept.
  var rebuildEvents: Int { isQuick ? 20_000 : 1_000_000 }
  /// How many invented deals reports are asked of, and of ten times as many, where they are kept.
  var reportDeals: Int { isQuick ? 500 : 10_000 }
  /// How many events a large log has at least.
  var largeEvents: Int { isQuick ? 100_000 : 5_000_000 }

  static let usage = """
    Tools/bench [GROUP…] [--rounds N] [--quick] [--json FILE] [--peers DIR] [--large DIR]

      GROUP        what to measure; by default all but large:
                   \(Group.all.map(\.name).joined(separator: " "))
      --rounds N   how often each is measured, in turn with what it is compared with (5)
      --quick      short rounds over small ledgers: to see that all works, not to quote
      --json FILE  the rows for programs
      --peers DIR  other stores in the same run, by the scripts in DIR (docs/performance.md)
      --large DIR  also logs of five million events, read models of a million, and reports of
                   100,000 deals, kept in DIR (27 GB; the first time takes long)
    """

  /// Throws where the arguments cannot be followed.
  init(_ arguments: some Sequence<String>) throws {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--quick": isQuick = true
      case "--rounds": rounds = try Self.count(rest.popFirst())
      case "--json": json = try Self.value(rest.popFirst(), of: argument)
      case "--peers": peers = try Self.value(rest.popFirst(), of: argument)
      case "--large": large = try Self.value(rest.popFirst(), of: argument)
      default:
        guard Group.all.contains(where: { $0.name == argument }) else {
          throw BenchFault("there is no group \(argument)\n\n\(Self.usage)", status: 64)
        }
        groups.append(argument)
      }
    }
    if let peers, !FileManager.default.fileExists(atPath: peers + "/common/env.sh") {
      throw BenchFault("\(peers) holds no scripts of peers: there is no common/env.sh", status: 66)
    }
    if groups.contains("large"), large == nil {
      throw BenchFault("large needs --large DIR, the folder that keeps its logs", status: 64)
    }
  }

  func asks(for group: Group) -> Bool {
    groups.isEmpty ? group.name != "large" || large != nil : groups.contains(group.name)
  }

  private static func value(_ text: String?, of option: String) throws -> String {
    guard let text else { throw BenchFault("\(option) needs a value\n\n\(usage)", status: 64) }
    return URL(filePath: text).standardizedFileURL.path
  }

  private static func count(_ text: String?) throws -> Int {
    guard let text, let count = Int(text), count > 0 else {
      throw BenchFault("--rounds needs a number from 1 on", status: 64)
    }
    return count
  }
}

/// Why nothing could be measured, and with what status the program ends.
struct BenchFault: Error, CustomStringConvertible {
  let description: String
  let status: Int32

  init(_ description: String, status: Int32 = 70) {
    (self.description, self.status) = (description, status)
  }
}
