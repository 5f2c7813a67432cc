public import Deals

/// A way to cut time into periods: how long they are, and where they begin.
///
/// A year may begin on any day, such as the fiscal year of Thailand on 1 October.
public struct PeriodKind: Hashable, Sendable {
  /// 1, 3 or 12: a divisor of 12.
  public let months: Int
  public let startMonth: Int
  public let startDay: Int
  /// The kind whose periods these divide, and for which the same report is made too.
  public let within: String?
}

extension PeriodKind: Decodable {
  private enum Key: String, CodingKey { case months, starts, within }

  public init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    months = try object.decode(Int.self, forKey: .months)
    within = try object.decodeIfPresent(String.self, forKey: .within)
    let starts = try object.decode(String.self, forKey: .starts)
    let numbers = starts.split(separator: "-").compactMap { Int($0) }
    guard numbers.count == 2, (1...12).contains(numbers[0]), (1...28).contains(numbers[1]),
      [1, 3, 12].contains(months)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .starts, in: object, debugDescription: "\(starts) begins no period")
    }
    (startMonth, startDay) = (numbers[0], numbers[1])
  }
}

/// Days from one to another, both included.
public struct Period: Hashable, Sendable {
  public let from: Day
  public let to: Day
  public let label: String

  public init(from: Day, to: Day, label: String? = nil) {
    (self.from, self.to) = (from, to)
    self.label = label ?? "\(from.text)/\(to.text)"
  }
}

extension PeriodKind {
  /// The period in which a day lies.
  public func period(of day: Day) -> Period { period(index(of: day)) }

  /// The periods that lie wholly between two days.
  public func periods(from: Day, through to: Day) -> [Period] {
    guard from <= to else { return [] }
    return (index(of: from)...index(of: to)).map(period).filter { $0.from >= from && $0.to <= to }
  }

  public func period(before period: Period) -> Period {
    self.period(of: Day(number: period.from.number - 1))
  }

  /// How many periods lie between the year 0 and the one of the day.
  private func index(of day: Day) -> Int {
    let (year, month, date) = day.civil
    let whole = year * 12 + month - startMonth - (date < startDay ? 1 : 0)
    return whole >= 0 ? whole / months : (whole - months + 1) / months
  }

  private func period(_ index: Int) -> Period {
    let (from, next) = (start(index), start(index + 1))
    return Period(from: from, to: Day(number: next.number - 1), label: label(from))
  }

  private func start(_ index: Int) -> Day {
    let month = index * months + startMonth - 1
    return Day(year: month / 12, month: month % 12 + 1, day: startDay) ?? Day(number: 0)
  }

  /// `2021`, `2021-Q3` and `2021-03` where periods begin with the calendar's; else both days.
  private func label(_ from: Day) -> String? {
    let (year, month, date) = from.civil
    guard date == 1 else { return nil }
    switch months {
    case 12: return month == 1 ? "\(year)" : nil
    case 3: return month % 3 == 1 ? "\(year)-Q\(month / 3 + 1)" : nil
    default: return from.text.prefix(7).description
    }
  }
}
