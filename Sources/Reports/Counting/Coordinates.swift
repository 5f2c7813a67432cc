import Projections

/// Where a figure stands: the number of a value for each dimension, or none where it is of all values.
///
/// A report has five dimensions at most, and its periods are one more where they are weighed together.
struct Coordinates: Hashable, Sendable {
  private static let all: Int32 = -1

  private var codes: SIMD8<Int32>
  /// How many dimensions there are.
  let count: Int

  /// - Parameter values: A number for each dimension; nil where it is of all values.
  init(_ values: [Int32?]) {
    self.init(ofAll: values.count)
    for (dimension, value) in values.enumerated() { self[dimension] = value }
  }

  /// Of all values of so many dimensions.
  init(ofAll count: Int) {
    (codes, self.count) = (SIMD8(repeating: 0), count)
    for dimension in 0..<count { codes[dimension] = Self.all }
  }

  subscript(dimension: Int) -> Int32? {
    get { codes[dimension] == Self.all ? nil : codes[dimension] }
    set { codes[dimension] = newValue ?? Self.all }
  }

  var indices: Range<Int> { 0..<count }
  var values: [Int32?] { indices.map { self[$0] } }
  /// Of how many dimensions it has a value.
  var level: Int { indices.count { codes[$0] != Self.all } }
  var isCell: Bool { level == count }

  /// Whether the figure is a part of, or the same as, what stands there.
  func lies(in other: Coordinates) -> Bool {
    indices.allSatisfy { other[$0] == nil || self[$0] == other[$0] }
  }

  func hash(into hasher: inout Hasher) {
    let halves = unsafeBitCast(codes, to: SIMD4<UInt64>.self)
    var mixed = halves[0]
    for place in 1..<4 {
      mixed = (mixed &* 0xE703_7ED1_A0B4_28DB) &+ (mixed >> 29) &+ halves[place]
    }
    hasher.combine(mixed)
  }
}

extension Coordinates {
  /// Of which dimensions it is of all values.
  var open: SIMDMask<SIMD8<Int32>> { codes .== SIMD8(repeating: Self.all) }

  /// With the values of these dimensions left out: a place of which what stands here is a part.
  func opened(_ dimensions: SIMDMask<SIMD8<Int32>>) -> Coordinates {
    var wider = self
    wider.codes.replace(with: Self.all, where: dimensions)
    return wider
  }

  /// With a first dimension before the others.
  func prefixed(by value: Int32?) -> Coordinates { Coordinates([value] + values) }

  /// Without the first dimension.
  var withoutFirst: Coordinates { Coordinates(Array(values.dropFirst())) }
}

extension CellCodes {
  /// The places in the order of their values, dimension by dimension; what is of all values comes last.
  func sorted(_ places: some Sequence<Coordinates>) -> [Coordinates] {
    let ranks = ranks(in: places)
    let keyed = places.map { place in
      var key = SIMD8<Int32>(repeating: 0)
      for dimension in place.indices {
        key[dimension] = place[dimension].map { ranks[Int($0)] } ?? .max
      }
      return (key: key, place: place)
    }
    let sorted = keyed.sorted { one, other in
      for dimension in one.place.indices where one.key[dimension] != other.key[dimension] {
        return one.key[dimension] < other.key[dimension]
      }
      return false
    }
    return sorted.map(\.place)
  }

  /// For each number in these places how many values come before its own.
  private func ranks(in places: some Sequence<Coordinates>) -> [Int32] {
    var (ranks, found) = ([Int32](repeating: -1, count: count), [Int32]())
    for place in places {
      for dimension in place.indices {
        guard let code = place[dimension], ranks[Int(code)] < 0 else { continue }
        ranks[Int(code)] = 0
        found.append(code)
      }
    }
    for (rank, code) in found.sorted(by: isBefore).enumerated() { ranks[Int(code)] = Int32(rank) }
    return ranks
  }
}
