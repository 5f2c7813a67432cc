import CanonicalJSON
import Deals
public import EventLog
public import Keyring

extension Vault {
  /// A command's record as it is kept.
  ///
  /// Its salt is sealed with it, so that what was erased cannot be guessed by its digest either.
  public func seal(
    _ record: CommandRecord, under keys: CommandKeys, id: String
  ) throws(KeyringFault) -> [UInt8] {
    try keyring.seal(
      Padding.pad(record.encoded), under: keys.all, boundTo: context("request", id))
  }

  /// The ledger's own key, which is never destroyed.
  public func ledgerKey() throws(KeyringFault) -> DataKey {
    try keyring.key(for: Self.owner(of: .ledger))
  }

  /// The record of the command that founds a ledger, under the ledger's own key.
  public func seal(founding record: CommandRecord) throws(KeyringFault) -> [UInt8] {
    try seal(own: record, id: CommandRecord.foundingID)
  }

  /// The record of a command that causes one of the ledger's own facts, under the ledger's own key.
  public func seal(own record: CommandRecord, id: String) throws(KeyringFault) -> [UInt8] {
    try seal(record, under: CommandKeys(own: try ledgerKey()), id: id)
  }

  /// Opens a row of the table `requests`.
  public func record(_ row: RawSpan, id: String) -> Result<CommandRecord, Closure> {
    open(row, boundTo: context("request", id), for: .deciding).flatMap { bytes in
      // Findings are an object, and so no zero is cut off that belongs to them.
      CommandRecord(decoding: Padding.strip(bytes)).map(Result.success) ?? .failure(.altered)
    }
  }

  /// What the log keeps of an attempt that was refused: why, and the command as it was received.
  ///
  /// It is bound to all that stands beside it in the clear.
  public func seal(
    _ attempt: RefusedAttempt, _ message: String, of request: [UInt8], under keys: CommandKeys
  ) throws(KeyringFault) -> [UInt8] {
    var json = CanonicalWriter()
    json.beginObject()
    json.key("message")
    json.string(message)
    json.key("request")
    json.string(request.span.bytes)
    json.endObject()
    return try keyring.seal(
      Padding.pad(json.finish()), under: keys.all, boundTo: context(of: attempt))
  }

  /// Opens what the log keeps of an attempt that was refused.
  public func refusal(
    _ attempt: RefusedAttempt
  ) -> Result<(message: String, request: String), Closure> {
    let box = attempt.sealed.span.bytes
    return open(box, boundTo: context(of: attempt), for: .deciding)
      .flatMap { bytes in
        Self.refusal(in: Padding.strip(bytes)).map(Result.success) ?? .failure(.altered)
      }
  }

  private func context(of attempt: RefusedAttempt) -> [UInt8] {
    context(
      "refusal", attempt.actor, attempt.code, attempt.commandID, attempt.occurred, attempt.sender,
      attempt.time)
  }

  private static func refusal(in bytes: [UInt8]) -> (message: String, request: String)? {
    var json = CanonicalReader(bytes.span.bytes)
    do throws(JSONFault) {
      try json.beginObject()
      guard json.takeKey("message") else { return nil }
      let message = try json.string()
      guard json.takeKey("request") else { return nil }
      let request = try json.string()
      try json.endObject()
      return (message, request)
    } catch {
      return nil
    }
  }

  /// Whether the ring holds every key that a command would be sealed under.
  public func hasKeys(of request: CommandRequest) -> Bool {
    let owners =
      [Self.owner(of: request.about.stream)] + request.dataSubjects.map(Self.owner(ofPerson:))
    return owners.allSatisfy { keyring.existingKey(for: $0) != nil }
  }

  /// The keys that a command is sealed under, made where there are none.
  public func keys(of request: CommandRequest) throws(KeyringFault) -> CommandKeys {
    var persons: [(subject: String, key: DataKey)] = []
    for subject in request.dataSubjects {
      persons.append((subject, try keyring.key(for: Self.owner(ofPerson: subject))))
    }
    return CommandKeys(
      own: try keyring.key(for: Self.owner(of: request.about.stream)), persons: persons)
  }
}

/// What a command is sealed under: the key of the stream that it is about, and those of the persons
/// in it, so that it opens only while all of them exist.
public struct CommandKeys: Sendable {
  let own: DataKey
  let persons: [(subject: String, key: DataKey)]

  public init(own: DataKey, persons: [(subject: String, key: DataKey)] = []) {
    (self.own, self.persons) = (own, persons)
  }

  var all: [DataKey] { [own] + persons.map(\.key) }

  /// The key of what is about a person, or of what is the stream's own; nil for another person.
  func key(of subject: String?) -> DataKey? {
    guard let subject else { return own }
    return persons.first { $0.subject == subject }?.key
  }
}
