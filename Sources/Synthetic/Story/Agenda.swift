import Deals

/// What is to happen to a deal in force, by its day.
struct Agenda {
  typealias Step = (inout DealStory) -> Void

  private var entries: [(day: Day, number: Int, step: Step)] = []
  private var count = 0

  mutating func add(on day: Day, _ step: @escaping Step) {
    entries.append((day, count, step))
    count += 1
  }

  /// Takes out the next step; of those of one day the one that was added first.
  mutating func next() -> (day: Day, step: Step)? {
    let place = entries.indices.min {
      (entries[$0].day.number, entries[$0].number) < (entries[$1].day.number, entries[$1].number)
    }
    guard let place else { return nil }
    let entry = entries.remove(at: place)
    return (entry.day, entry.step)
  }
}

extension DealStory {
  /// Plans a step for so many days from today.
  mutating func later(_ days: ClosedRange<Int>, _ step: @escaping Agenda.Step) {
    agenda.add(on: today(plus: dice.number(days)), step)
  }

  /// Does what is planned, until nothing is left or the end has come.
  mutating func followAgenda() {
    while now < end, let (day, step) = agenda.next() {
      goOn(to: day)
      step(&self)
    }
  }
}
