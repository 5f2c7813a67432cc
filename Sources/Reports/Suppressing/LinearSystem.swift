/// Sums of unknowns that are known, and which further sums follow from them.
///
/// It computes modulo the prime 2⁶¹ − 1, where what follows over the rationals follows too. What
/// follows only there would have determinants that this prime divides; those of sums of zeros and
/// ones are far smaller.
struct LinearSystem {
  private let unknowns: Int
  /// Reduced rows: coefficients of the unknowns, and of the known sums of which the row is made.
  private var rows: [(pivot: Int, coefficients: [UInt64], sources: [UInt64])] = []
  private let known: Int

  /// - Parameter sums: The unknowns of each sum that is known.
  init(unknowns: Int, sums: [[Int]]) {
    (self.unknowns, known) = (unknowns, sums.count)
    for (index, sum) in sums.enumerated() {
      var coefficients = [UInt64](repeating: 0, count: unknowns)
      for unknown in sum { coefficients[unknown] = 1 }
      var sources = [UInt64](repeating: 0, count: sums.count)
      sources[index] = 1
      add(coefficients, sources)
    }
  }

  /// The known sums from which this one follows; nil where it does not.
  func sources(of sum: [Int]) -> [Int]? {
    var coefficients = [UInt64](repeating: 0, count: unknowns)
    for unknown in sum { coefficients[unknown] = 1 }
    var factors: [(row: Int, factor: UInt64)] = []
    for (index, row) in rows.enumerated() where coefficients[row.pivot] != 0 {
      let factor = coefficients[row.pivot]
      factors.append((index, factor))
      Self.subtract(row.coefficients, times: factor, from: &coefficients)
    }
    // Most do not follow: of what it would be made is asked only then.
    guard coefficients.allSatisfy({ $0 == 0 }) else { return nil }
    var sources = [UInt64](repeating: 0, count: known)
    for (row, factor) in factors {
      Self.subtract(rows[row].sources, times: factor, from: &sources)
    }
    return sources.indices.filter { sources[$0] != 0 }
  }

  private mutating func add(_ coefficients: [UInt64], _ sources: [UInt64]) {
    var (coefficients, sources) = (coefficients, sources)
    for row in rows where coefficients[row.pivot] != 0 {
      let factor = coefficients[row.pivot]
      Self.subtract(row.coefficients, times: factor, from: &coefficients)
      Self.subtract(row.sources, times: factor, from: &sources)
    }
    guard let pivot = coefficients.firstIndex(where: { $0 != 0 }) else { return }
    let inverse = Self.inverse(of: coefficients[pivot])
    coefficients = coefficients.map { Self.multiply($0, inverse) }
    sources = sources.map { Self.multiply($0, inverse) }
    for index in rows.indices where rows[index].coefficients[pivot] != 0 {
      let factor = rows[index].coefficients[pivot]
      Self.subtract(coefficients, times: factor, from: &rows[index].coefficients)
      Self.subtract(sources, times: factor, from: &rows[index].sources)
    }
    rows.append((pivot, coefficients, sources))
  }
}

// MARK: Arithmetic modulo the prime

extension LinearSystem {
  private static let prime: UInt64 = 1 << 61 - 1

  private static func multiply(_ one: UInt64, _ other: UInt64) -> UInt64 {
    guard one != 0, other != 0 else { return 0 }
    let (high, low) = one.multipliedFullWidth(by: other)
    let sum = (low & prime) + (high << 3 | low >> 61)
    return sum >= prime ? sum - prime : sum
  }

  private static func subtract(
    _ row: [UInt64], times factor: UInt64, from other: inout [UInt64]
  ) {
    row.withUnsafeBufferPointer { row in
      other.withUnsafeMutableBufferPointer { other in
        for index in row.indices where row[index] != 0 {
          let (own, product) = (other[index], multiply(row[index], factor))
          other[index] = own >= product ? own - product : own + prime - product
        }
      }
    }
  }

  /// By Fermat's little theorem.
  private static func inverse(of number: UInt64) -> UInt64 {
    var (result, base, exponent) = (UInt64(1), number, prime - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = multiply(result, base) }
      base = multiply(base, base)
      exponent >>= 1
    }
    return result
  }
}
