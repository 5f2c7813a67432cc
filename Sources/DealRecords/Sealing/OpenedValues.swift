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

  /// - Parameters:
  ///   - parts: Those of a line in their order, nil in place of one that is closed.
  ///   - shown: The classes that are read; nil for all.
  public init(
    _ parts: [[UInt8]?], showing shown: Set<DisclosureClass>? = nil
  ) throws(FieldFault) {
    let found: (bytes: [UInt8], places: [Range<Int>?])
    do throws(JSONFault) { found = try Self.places(parts) } catch {
      throw FieldFault(.malformed("its sealed values: \(error)"))
    }
    (bytes, places, self.shown) = (found.bytes, found.places, shown)
  }

  public var isEmpty: Bool { places.isEmpty }

  /// The place of the value that a digest stands for, by its number in the line, if it is open.
  @inlinable func place(_ digest: Int, _ disclosure: DisclosureClass) -> Range<Int>? {
    guard digest < places.count, shown?.contains(disclosure) ?? true else { return nil }
    return places[digest]
  }

  /// The disclosures that are open, each a JSON array, with the number of its digest in the line.
  public var disclosures: [(digest: Int, bytes: [UInt8])] {
    places.enumerated().compactMap { digest, place in
      place.map { (digest, Array(bytes[$0])) }
    }
  }

  private static func places(
    _ parts: [[UInt8]?]
  ) throws(JSONFault) -> ([UInt8], [Range<Int>?]) {
    guard let own = parts.first ?? nil else { return ([], []) }
    var bytes = own
    var others: [ArraySlice<Range<Int>>?] = [nil]
    for part in parts.dropFirst() {
      guard let part else {
        others.append(nil)
        continue
      }
      others.append(try elements(of: part, from: bytes.count)[...])
      bytes += part
    }
    let places = try elements(of: own, from: 0).map { place -> Range<Int>? in
      guard let part = number(own[place]) else { return place }
      return others.indices.contains(part) ? others[part]?.popFirst() : nil
    }
    return (bytes, places)
  }

  /// Where the elements of an array lie, counted from `base` on.
  private static func elements(
    of array: [UInt8], from base: Int
  ) throws(JSONFault) -> [Range<Int>] {
    var reader = CanonicalReader(array.span.bytes)
    var places: [Range<Int>] = []
    try reader.beginArray()
    while try reader.nextElement() {
      let start = reader.offset
      try reader.skipValue()
      places.append(base + start..<base + reader.offset)
    }
    try reader.endArray()
    try reader.expectEnd()
    return places
  }

  /// The number of the part that holds the value; nil where the element is a disclosure.
  private static func number(_ element: ArraySlice<UInt8>) -> Int? {
    guard element.first != UInt8(ascii: "[") else { return nil }
    return Int(String(decoding: element, as: UTF8.self))
  }
}
