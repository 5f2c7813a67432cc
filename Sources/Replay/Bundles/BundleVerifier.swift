import Bundles
import DealRecords
import EventLog
import Keyring
import Transparency

/// Verifies an audit bundle, without the ledger that it came from.
///
/// Nothing in it is believed: what it says is held against the checkpoint in it, and that against a
/// key from elsewhere. Without such a key nothing vouches for it, and the verdict says so.
public struct BundleVerifier: Sendable {
  private let file: BundleFile
  private let path: String
  public let options: ReplayOptions
  /// In bytes, how much a thread reads before it takes its turn.
  var partLength = 1 << 18

  public init(_ path: String, options: ReplayOptions = ReplayOptions()) throws(ReplayFault) {
    do throws(BundleFile.Fault) {
      file = try BundleFile(path)
    } catch {
      throw .file(path: path, code: error.code)
    }
    (self.path, self.options) = (path, options)
  }

  /// A bundle that lies in memory.
  init(_ bytes: [UInt8], options: ReplayOptions) {
    (file, path, self.options) = (BundleFile(bytes), "", options)
  }

  /// Looks at every level that is asked for, on several threads.
  public func run(
    progress: @escaping @Sendable (ReplayProgress) -> Void = { _ in }
  ) throws(ReplayFault) -> Certificate {
    var draft = CertificateDraft(options)
    draft.skip(.models)
    do throws(BundleFile.Fault) {
      if let header = try header(&draft) { try check(header, &draft, progress) }
    } catch {
      throw .file(path: path, code: error.code)
    }
    return draft.certificate()
  }

  /// The first line, which everything else depends upon; nil, and said so, where it is none.
  private func header(_ draft: inout CertificateDraft) throws(BundleFile.Fault) -> BundleHeader? {
    guard file.size > 0 else {
      draft.breakOff(.truncatedBundle, at: 1, "the file is empty")
      return nil
    }
    let lines = try file.lines(ofPart: 0, length: 1)
    guard !lines.endsOpen, let place = lines.places.first else {
      draft.breakOff(.truncatedBundle, at: 1, "the first line has no end")
      return nil
    }
    let problem: String
    do throws(BundleFault) {
      let line = try BundleLine(lines.bytes.span.bytes.extracting(place))
      if case .header(let header) = line { return header }
      problem = "a bundle begins with its header"
    } catch {
      problem = "\(error)"
    }
    draft.breakOff(.malformedBundle, at: 1, problem)
    return nil
  }

  private func check(
    _ header: BundleHeader, _ draft: inout CertificateDraft,
    _ progress: @escaping @Sendable (ReplayProgress) -> Void
  ) throws(BundleFile.Fault) {
    guard let signed = BundleCheckpoint(header, &draft) else { return }
    draft.size = signed.checkpoint.size
    let vault = openVault(of: header, &draft)
    let pass = BundlePass(header, signed, vault, file, draft)
    let reader = BundleReader(header, draft)
    let parts = file.parts(of: partLength)
    let relay = Relay(Baton(pass: pass, draft: draft), parts: parts, runners: options.runners)
    let baton = relay.run { relay in
      while let part = relay.claim() {
        let read = Result { () throws(BundleFile.Fault) in
          reader.read(try file.lines(ofPart: part, length: partLength))
        }
        relay.inTurn(part) { baton in
          baton.take(read)
          progress(
            ReplayProgress(stage: .lines, done: UInt64(part + 1), total: UInt64(parts)))
        }
      }
    }
    if let failure = baton.failure { throw failure }
    draft = baton.draft
    var ended = baton.pass
    ended.finish(&draft)
  }

  /// What opens requests; nil where no keys are given, or, and said so, where they do not fit.
  private func openVault(of header: BundleHeader, _ draft: inout CertificateDraft) -> Vault? {
    guard !header.with.isEmpty else { return nil }
    guard let keys = options.keys else {
      draft.note(.withoutKeys("no folder of keys was given"))
      return nil
    }
    do throws(KeyringFault) {
      return Vault(
        try Keyring(folder: keys, ledger: header.ledger, access: .readOnly), ledger: header.ledger)
    } catch {
      draft.note(.withoutKeys("\(error)"))
      return nil
    }
  }
}

/// What is handed from part to part.
private struct Baton {
  var pass: BundlePass
  var draft: CertificateDraft
  /// Why the file could not be read on.
  var failure: BundleFile.Fault?

  mutating func take(_ read: Result<ReadBundlePart, BundleFile.Fault>) {
    guard failure == nil else { return }
    do throws(BundleFile.Fault) {
      var part = try read.get()
      try pass.take(part.lines, endsOpen: part.endsOpen, &part.draft)
      draft.take(part.draft)
    } catch {
      failure = error
    }
  }
}

extension CertificateDraft {
  /// Says where the form of a bundle breaks: what follows cannot be read.
  mutating func breakOff(_ code: DivergenceCode, at line: UInt64, _ problem: String) {
    add(.storage, code, at: .line(line), problem)
    for level in [ReplayLevel.log, .decisions] {
      leaveOpen(level, "the bundle cannot be read from line \(line) on")
    }
  }
}
