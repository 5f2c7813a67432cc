/// Times pieces of work, and prints medians and ratios: the machine's speed drifts, ratios hold.
struct Stopwatch {
  /// How often each piece is timed, in turn with those that it is compared with.
  static let rounds = 5

  /// The median of the seconds that each of the pieces took, timed in turn: A B A B and so on.
  static func medians(_ pieces: [() throws -> Void]) throws -> [Double] {
    var seconds = pieces.map { _ in [Double]() }
    for _ in 0..<rounds {
      for (index, piece) in pieces.enumerated() {
        seconds[index].append(try time(piece))
      }
    }
    return seconds.map { $0.sorted()[rounds / 2] }
  }

  private static func time(_ piece: () throws -> Void) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try piece()
    let (whole, attoseconds) = (clock.now - start).components
    return Double(whole) + Double(attoseconds) / 1e18
  }
}

/// A line of the report: `write a record            1,513,000/s   12.4 × Foundation`.
func report(_ name: String, perSecond rate: Double, _ comparison: String = "") {
  let digits = String(Int(rate.rounded()))
  var grouped = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { grouped += "," }
    grouped.append(digit)
  }
  let padding = String(repeating: " ", count: max(1, 44 - name.count - grouped.count))
  print("  \(name)\(padding)\(grouped)/s  \(comparison)")
}
