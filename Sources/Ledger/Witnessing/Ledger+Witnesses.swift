import DealRecords
import Deals
import EventLog
public import Replay
public import Transparency

extension Ledger {
  /// A witness that is to cosign each checkpoint.
  public struct NamedWitness: Hashable, Sendable {
    public let key: CosignatureVerifierKey
    /// Nil where no address is known here.
    public let url: String?
  }

  /// The witnesses in force, in the order in which they were named.
  public func witnesses() throws(LedgerFault) -> [NamedWitness] {
    let addresses = try WitnessAddressFile(folder: keysFolder).load()
    return try cosigners().map { key in
      NamedWitness(key: key, url: addresses.first { $0.key == key }?.url)
    }
  }

  /// Records who is to cosign each checkpoint from here on, and keeps where they are asked.
  ///
  /// Where only addresses change, nothing is recorded.
  ///
  /// - Parameter mayDrop: Whether those who are named now may be missing from the list.
  /// - Returns: Whether the list is another one now.
  @discardableResult
  public func name(
    _ witnesses: [WitnessAddress], mayDrop: Bool = false
  ) async throws(LedgerFault) -> Bool {
    let (keys, current) = (witnesses.map(\.key), try cosigners())
    guard Set(keys).count == keys.count else { throw .badValue("a witness is named twice") }
    let dropped = current.filter { !keys.contains($0) }
    guard mayDrop || dropped.isEmpty else { throw .dropsWitnesses(dropped.map(\.name)) }
    let file = WitnessAddressFile(folder: keysFolder)
    guard keys != current else {
      try file.keep(witnesses)
      return false
    }
    // Whichever list is in force after a crash, its addresses are there.
    let others = try file.load().filter { !keys.contains($0.key) }
    try file.keep(witnesses + others)
    try await record(.witnessesNamed(try WitnessesNamed(keys)))
    try file.keep(witnesses)
    return true
  }

  /// Which of the witnesses in force have not cosigned a checkpoint.
  public func missingCosignatures(
    of note: SignedNote
  ) throws(LedgerFault) -> [MissingCosignature] {
    note.missingCosignatures(of: try cosigners())
  }

  /// Whose cosignatures each checkpoint is to bear.
  func cosigners() throws(LedgerFault) -> [CosignatureVerifierKey] {
    var keys: [CosignatureVerifierKey] = []
    for text in try history().witnesses {
      guard let key = try? CosignatureVerifierKey(parsing: text) else {
        throw .log(.damaged("a line names \(text) as a witness, which is no key of one"))
      }
      keys.append(key)
    }
    return keys
  }
}

extension WitnessesNamed {
  fileprivate init(_ keys: [CosignatureVerifierKey]) throws(LedgerFault) {
    self.init()
    for key in keys {
      guard let text = Text(text: "\(key)") else {
        throw .badValue("\(key) cannot stand in a line")
      }
      witnesses.append(text)
    }
  }
}
