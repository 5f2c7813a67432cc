import Crypto

/// The keys as they stand, for looking up; erased ones are not among them.
struct KeyTable: Sendable {
  struct Entry: Sendable {
    let key: DataKey
    let owner: KeyOwner
  }

  private(set) var entries: [KeyID: Entry] = [:]
  private(set) var erasures: [ErasureRecord] = []
  private var newest: [KeyOwner: KeyID] = [:]
  private var erased: [KeyID: ErasureRecord] = [:]
  private var restricted: Set<KeyID> = []
  private var hidden: [KeyOwner: ErasureRecord] = [:]
  /// Keys of boxes under several keys; emptied when it has grown too large.
  private var combined: [[KeyID]: SymmetricKey] = [:]
  var generation = 0
  let epoch: Int

  init(epoch: Int, erasures: [ErasureRecord]) {
    self.epoch = epoch
    for record in erasures { add(record) }
  }

  mutating func add(_ record: ErasureRecord) {
    erasures.append(record)
    mark(record)
  }

  private mutating func mark(_ record: ErasureRecord) {
    switch record.mode {
    case .restrict: restricted.formUnion(record.keys)
    case .erase: for id in record.keys { erased[id] = record }
    }
  }

  /// False where the key was erased: it is not taken in.
  @discardableResult mutating func add(_ entry: Entry) -> Bool {
    guard erased[entry.key.id] == nil else { return false }
    switch hidden[entry.owner]?.mode {
    case .erase?:
      erased[entry.key.id] = hidden[entry.owner]
      return false
    case .restrict?: restricted.insert(entry.key.id)
    case nil: break
    }
    entries[entry.key.id] = entry
    newest[entry.owner] = entry.key.id
    return true
  }

  /// The record with its keys named; nil where it was begun before.
  func naming(_ record: ErasureRecord, _ owners: [KeyOwner]) -> ErasureRecord? {
    guard !erasures.contains(where: record.isSame) else { return nil }
    return record.keys.isEmpty ? record.naming(keys(of: Set(owners))) : record
  }

  /// Takes in a record that was begun; answers whether keys are gone by it.
  mutating func obey(_ record: ErasureRecord) -> Bool {
    add(record)
    return lose(record)
  }

  private mutating func lose(_ record: ErasureRecord) -> Bool {
    guard record.mode == .erase else { return false }
    let count = entries.count
    for id in record.keys { entries[id] = nil }
    guard entries.count < count else { return false }
    newest = newest.filter { entries[$0.value] != nil }
    combined = [:]
    generation += 1
    return true
  }

  /// Obeys a record that no file has, for the owner's keys and any that are read later.
  mutating func hide(_ record: ErasureRecord, of owner: KeyOwner) {
    hidden[owner] = record
    let record = record.naming(keys(of: [owner]))
    mark(record)
    _ = lose(record)
  }

  /// Hides what was hidden before the files were read anew, but for what they say themselves now.
  mutating func hideAgain(after table: KeyTable) {
    for (owner, record) in table.hidden where !erasures.contains(where: record.isSame) {
      hide(record, of: owner)
    }
  }

  mutating func reserve(_ count: Int) {
    entries.reserveCapacity(count)
    newest.reserveCapacity(count)
  }

  func key(of owner: KeyOwner) -> DataKey? {
    newest[owner].flatMap { entries[$0]?.key }
  }

  private func keys(of owners: Set<KeyOwner>) -> [KeyID] {
    entries.values.filter { owners.contains($0.owner) }.map(\.key.id)
  }

  func standing(of id: KeyID) -> KeyStanding {
    if let entry = entries[id] {
      return restricted.contains(id)
        ? .restricted(entry.key, entry.owner) : .present(entry.key, entry.owner)
    }
    return erased[id].map(KeyStanding.erased) ?? .unknown
  }

  var restrictedCount: Int { restricted.count { entries[$0] != nil } }

  func combination(of ids: [KeyID]) -> SymmetricKey? { combined[ids] }

  mutating func remember(_ key: SymmetricKey, of ids: [KeyID]) {
    if combined.count >= 4096 { combined.removeAll() }
    combined[ids] = key
  }
}
