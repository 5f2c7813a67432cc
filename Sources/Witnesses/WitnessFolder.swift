import Glibc
public import Transparency

/// Where a witness keeps its key, whom it trusts, and what it has cosigned last.
public struct WitnessFolder: Hashable, Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  private var keyFile: DurableFile { DurableFile(path: path + "/witness.key") }
  private var logsFile: DurableFile { DurableFile(path: path + "/logs") }
  private var heads: String { path + "/heads" }
  var lock: String { path + "/lock" }

  /// One file for each log, under a name that any origin can have.
  private func headFile(of origin: String) -> DurableFile {
    DurableFile(path: heads + "/" + TreeHash.sha256(Array(origin.utf8).span.bytes).hex)
  }
}

extension WitnessFolder {
  /// Makes a witness that trusts nobody yet; its key comes last, durably.
  public func create(named name: String) throws(WitnessFault) -> CosignatureVerifierKey {
    let key: CosignerKey
    do throws(NoteFault) {
      key = try CosignerKey(generatingAs: name)
    } catch {
      throw .badName(name)
    }
    do throws(WitnessFault) {
      try DurableFile.makeFolder(path)
    } catch .file(_, code: EEXIST) {
      throw .occupied(path: path)
    }
    try DurableFile.makeFolder(heads)
    try logsFile.create("")
    try keyFile.create(key.secretText + "\n")
    try DurableFile.sync(folder: path)
    return key.verifierKey
  }

  func key() throws(WitnessFault) -> CosignerKey {
    guard let text = try keyFile.read() else { throw .noWitness(path: path) }
    try keyFile.requirePrivate()
    do throws(NoteFault) {
      return try CosignerKey(parsing: String(text.prefix { $0 != "\n" }))
    } catch {
      throw .damaged(path: keyFile.path, problem: "\(error)")
    }
  }

  /// Whose cosignatures the witness gives.
  public func verifierKey() throws(WitnessFault) -> CosignatureVerifierKey {
    try key().verifierKey
  }
}

extension WitnessFolder {
  /// Whom the witness trusts, in the order in which they were named.
  public func logs() throws(WitnessFault) -> [TrustedLog] {
    guard let text = try logsFile.read() else { throw .noWitness(path: path) }
    var logs: [TrustedLog] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      guard let log = TrustedLog(line: line) else {
        throw .damaged(path: logsFile.path, problem: "line \(index + 1) is no key and origin")
      }
      logs.append(log)
    }
    return logs
  }

  /// Trusts a log from here on, whether or not the witness is being served.
  ///
  /// - Returns: False where it was trusted already.
  @discardableResult
  public func trust(_ log: TrustedLog) throws(WitnessFault) -> Bool {
    let lock = try FolderLock(logsFile.path + ".lock", of: path)
    defer { withExtendedLifetime(lock) {} }
    let logs = try logs()
    guard !logs.contains(log) else { return false }
    try logsFile.replace(with: (logs + [log]).map { $0.line + "\n" }.joined())
    return true
  }
}

extension WitnessFolder {
  /// The checkpoint that was cosigned last for a log, as the log signed it; nil where none was.
  public func head(of origin: String) throws(WitnessFault) -> Checkpoint? {
    let file = headFile(of: origin)
    guard let text = try file.read() else { return nil }
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(parsing: try SignedNote(parsing: text).text)
    } catch {
      throw .damaged(path: file.path, problem: "\(error)")
    }
    guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
      throw .damaged(path: file.path, problem: "it is of the log \(checkpoint.origin)")
    }
    return checkpoint
  }

  /// Remembers a checkpoint, durably, with what the log signed.
  func keep(_ note: SignedNote, of origin: String) throws(WitnessFault) {
    try headFile(of: origin).replace(with: note.rendered)
  }
}
