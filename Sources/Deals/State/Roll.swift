/// Entries in the order in which they came, each found by its key.
public struct Roll<Key: Hashable & Sendable, Entry: Hashable & Sendable>: Hashable, Sendable {
  private var entries: [Entry] = []
  private var places: [Key: Int] = [:]

  public init() {}

  public subscript(key: Key) -> Entry? { places[key].map { entries[$0] } }

  /// Where the entry with this key stands.
  func place(of key: Key) -> Int? { places[key] }

  /// The caller has seen to it that nothing stands under this key yet.
  mutating func enter(_ entry: Entry, as key: Key) {
    places[key] = entries.count
    entries.append(entry)
  }
}

extension Roll: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { entries.count }

  public internal(set) subscript(place: Int) -> Entry {
    get { entries[place] }
    _modify { yield &entries[place] }
  }
}
