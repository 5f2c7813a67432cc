/// Counts the different ones among values, by their numbers: each is marked at its own place, and none
/// is hashed.
final class DifferentValues {
  /// For each number, in which count it was seen last.
  private var marks: [Int] = []
  private var counts = 0

  func count(of numbers: [Int]) -> Int {
    counts += 1
    let missing = (numbers.max() ?? -1) + 1 - marks.count
    if missing > 0 { marks += repeatElement(0, count: missing) }
    var found = 0
    for number in numbers where marks[number] != counts {
      marks[number] = counts
      found += 1
    }
    return found
  }
}
