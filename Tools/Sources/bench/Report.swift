import Foundation

/// The rows for programs.
struct Report: Encodable {
  struct Measured: Encodable {
    struct Against: Encodable {
      let name: String
      let values: [Double]
      let median: Double
      let goal: String?
      let isMet: Bool?
    }

    let group: String
    let name: String
    let unit: String
    let values: [Double]
    let median: Double
    let p50: Double?
    let p99: Double?
    let goal: String?
    let isMet: Bool?
    let ratios: [Against]
    let note: String?
  }

  let conditions: [String: String]
  private(set) var rows: [Measured] = []

  init(_ conditions: Conditions) {
    self.conditions = Dictionary(uniqueKeysWithValues: conditions.facts)
  }

  mutating func add(_ group: Group, _ rows: [Row]) {
    self.rows += rows.map { row in
      Measured(
        group: group.name, name: row.name, unit: row.unit.rawValue, values: row.values,
        median: row.values.median, p50: row.latency?.p50, p99: row.latency?.p99,
        goal: row.goal.map { "\($0)" }, isMet: row.goal.map { _ in !row.isMissed },
        ratios: row.ratios.map { ratio in
          Measured.Against(
            name: ratio.name, values: ratio.values, median: ratio.values.median,
            goal: ratio.goal.map { "\($0)" }, isMet: ratio.goal.map { _ in !ratio.isMissed })
        }, note: row.note)
    }
  }

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: URL(filePath: path))
  }
}
