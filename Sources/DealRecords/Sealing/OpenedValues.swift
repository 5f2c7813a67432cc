import CanonicalJSON
public import Deals

/// What could be opened of the values that a line has sealed, in the order of its digests.
@frozen public struct OpenedValues: Sendable {
  /// The parts of `SealedValues` that were opened, one behind the other.
  @usableFromInline let bytes: [UInt8]
  /// Where in `bytes` each disclosure lies; nil for what is closed.
  @usableFromInline let places: [Range<Int>?]
  /// The classes that are read; nil for all.
  @usableFromInline let shown: Set<DisclosureClass>?

  /// Nothing is opened.
  @inlinable public init() { (bytes, places, shown) = ([], [], []) }

  /// Throws where the parts are not what was sealed: one is short of values, or has some to spare.
  ///
  /// - Parameters:
  ///   - parts: Those of a line in their order, nil in place of one that is closed.
  ///   - shown: The classes that are read; nil for all.
  public init(
    _ parts: [[UInt8]?], showing shown: Set<DisclosureClass>? = nil
  ) throws(FieldFault) {
    self.shown = shown
    guard let own = parts.first ?? nil else {
      (bytes, places) = ([], [])
      return
    }
    var others = OtherParts(after: own)
    for part in parts.dropFirst() { try others.append(part) }
    places = try others.resolve(try own.elements(from: 0))
    bytes = others.bytes
  }

  public var isEmpty: Bool { places.isEmpty }

  /// The place of the value that a digest stands for, by its number in the line, if it is open.
  @inlinable func place(_ digest: Int, _ disclosure: DisclosureClass) -> Range<Int>? {
    guard digest < places.count, shown?.contains(disclosure) ?? true else { return nil }
    return places[digest]
  }

  /// Whether they are the values of a line of so many digests, as far as any was opened.
  func belong(to digestCount: Int) -> Bool { places.isEmpty || places.count == digestCount }

  /// The disclosures that are open, each a JSON array, with the number of its digest in the line.
  public var disclosures: [(digest: Int, bytes: [UInt8])] {
    places.enumerated().compactMap { digest, place in
      place.map { (digest, Array(bytes[$0])) }
    }
  }
}

/// The parts behind the first, each about a person, from which it takes values by their number.
private struct OtherParts {
  private struct Part {
    /// Nil for a part that is closed.
    let places: [Range<Int>]?
    var taken = 0

    /// A closed part stands for one value at least, like every other.
    var isUsedUp: Bool { places.map { taken == $0.count } ?? true && taken > 0 }
  }

  private(set) var bytes: [UInt8]
  private var parts: [Part] = []

  init(after own: [UInt8]) { bytes = own }

  mutating func append(_ part: [UInt8]?) throws(FieldFault) {
    parts.append(Part(places: try part?.elements(from: bytes.count)))
    if let part { bytes += part }
  }

  /// Where the values lie for which the first part has a disclosure, or the number of a part.
  mutating func resolve(_ own: [Range<Int>]) throws(FieldFault) -> [Range<Int>?] {
    var places: [Range<Int>?] = []
    places.reserveCapacity(own.count)
    for place in own {
      let isDisclosure = bytes[place.lowerBound] == UInt8(ascii: "[")
      places.append(isDisclosure ? place : try take(from: number(at: place)))
    }
    guard !places.isEmpty, parts.allSatisfy(\.isUsedUp) else { throw Self.fault }
    return places
  }

  private mutating func take(from number: Int) throws(FieldFault) -> Range<Int>? {
    guard parts.indices.contains(number - 1) else { throw Self.fault }
    defer { parts[number - 1].taken += 1 }
    guard let places = parts[number - 1].places else { return nil }
    guard parts[number - 1].taken < places.count else { throw Self.fault }
    return places[parts[number - 1].taken]
  }

  private func number(at place: Range<Int>) -> Int {
    Int(String(decoding: bytes[place], as: UTF8.self)) ?? 0
  }

  private static let fault = FieldFault(.malformed("its sealed values: parts that do not match"))
}

extension [UInt8] {
  /// Where the elements of a JSON array lie, counted from `base` on.
  fileprivate func elements(from base: Int) throws(FieldFault) -> [Range<Int>] {
    var reader = CanonicalReader(span.bytes)
    var places: [Range<Int>] = []
    do throws(JSONFault) {
      try reader.beginArray()
      while try reader.nextElement() {
        let place = try reader.skipValue()
        places.append(base + place.lowerBound..<base + place.upperBound)
      }
      try reader.endArray()
      try reader.expectEnd()
    } catch {
      throw FieldFault(.malformed("its sealed values: \(error)"))
    }
    return places
  }
}
