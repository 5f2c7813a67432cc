import Deals
import Foundation
import Projections
import Reports

/// Every report over open read models: of the newest period that is over, or of everything.
enum ReportsBench {
  private static let note = """
    Processor time of one answer over open read models, warm, up to 100 in a row. Ten times the deals \
    are copies of their rows under other ids.
    """
  private static let listNote =
    "A list of every obligation or period of every deal, without a goal: a party asks for its deal."
  private static let statementsNote = """
    Processor time of the report's statements alone: ours with their values taken out of SQLite, \
    PostgreSQL's that of its server's process, as prepared statements with the same indexes, without \
    parallel workers.
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let sizes = try ManyDeals.pair(settings, bench)
    let peer = try ReportPeer(settings, sizes, in: bench.makeFolder("reports-peer"))
    var asked = try sizes.map(AskedReports.init)
    for _ in 0..<settings.rounds {
      for index in asked.indices {
        try asked[index].measure()
        if let peer { try asked[index].add(peer.measure(asked[index])) }
      }
    }
    return zip(sizes, asked).flatMap { size, asked in
      asked.reports.flatMap { rows(of: $0, size, isGoal: size.deals == sizes.last?.deals) }
    }
  }

  private static func rows(
    of report: AskedReport, _ size: ManyDeals, isGoal: Bool
  ) -> [Row] {
    let name = "\(report.name) at \(size.deals)"
    let whole = Row(
      name, report.answers, unit: .milliseconds,
      goal: isGoal && !report.isList ? .atMost(5) : nil,
      note: report.isList ? note + " " + listNote : note)
    let ratios =
      report.peer.isEmpty
      ? [] : [Ratio(report.statementTimes, to: "PostgreSQL", report.peer, .atMost(1))]
    return [
      whole,
      Row(
        "\(name): its SQL", report.statementTimes, unit: .milliseconds, ratios: ratios,
        note: statementsNote),
    ]
  }
}

/// One report over one size of read models.
struct AskedReport {
  let question: ReportQuestion
  /// What it asks of the database.
  let statements: [(sql: String, arguments: [Cell])]
  var answers: [Sample] = []
  var statementTimes: [Sample] = []
  /// Of the same statements elsewhere.
  var peer: [Sample] = []

  /// The reports that list every deal's obligations.
  static let lists = ["R21", "R22"]

  private var isOfOneDeal: Bool { !question.filters.isEmpty }
  var name: String { question.report.id + (isOfOneDeal ? " of one deal" : "") }
  var isList: Bool { Self.lists.contains(question.report.id) && !isOfOneDeal }
}

/// All reports over one size of read models.
struct AskedReports {
  let size: ManyDeals
  private let models: ReadModels
  private(set) var reports: [AskedReport] = []

  init(_ size: ManyDeals) throws {
    (self.size, models) = (size, size.open())
    let catalogue = ReportCatalogue.standard
    for report in catalogue.reports { try add(ReportQuestion(report)) }
    let deal = try size.largestDeal()
    for report in AskedReport.lists.compactMap(catalogue.report) {
      var question = ReportQuestion(report)
      question.filters = [ReportFilter("deal", is: deal)]
      try add(question)
    }
  }

  private mutating func add(_ question: ReportQuestion) throws {
    var statements: [(String, [Cell])] = []
    _ = try models.answer(question) { statements.append(($0, $1)) }
    reports.append(AskedReport(question: question, statements: statements))
  }

  mutating func measure() throws {
    for index in reports.indices {
      let report = reports[index]
      reports[index].answers.append(
        try Self.sample { _ = try models.answer(report.question) { _, _ in } })
      reports[index].statementTimes.append(
        try Self.sample {
          try models.read { (reader) throws(ProjectionFault) in
            for (sql, arguments) in report.statements { _ = try reader.rows(sql, arguments) }
          }
        })
    }
  }

  mutating func add(_ samples: [Sample]) throws {
    for (index, sample) in zip(reports.indices, samples) { reports[index].peer.append(sample) }
  }

  /// 100 times where that takes no more than two seconds, and else as often as two seconds allow.
  private static func sample(_ body: () throws -> Void) throws -> Sample {
    try body()
    var times: [Double] = []
    let start = ContinuousClock.now
    while times.count < 100, times.count < 3 || start.duration(to: .now) < .seconds(2) {
      times.append(try coreSeconds(of: body))
    }
    let latency = Latency(of: times)
    return Sample(latency.p50, latency)
  }
}

extension ReadModels {
  fileprivate func answer(
    _ question: ReportQuestion, telling tell: @escaping (String, [Cell]) -> Void
  ) throws -> ReportAnswer {
    try read { (reader) throws(ProjectionFault) in
      Result { () throws(ReportFault) in try Reports(reader, telling: tell).answer(question) }
    }.get()
  }
}
