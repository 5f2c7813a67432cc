/// What a log asks of a witness: a new checkpoint, with the proof that it extends the one that the
/// witness cosigned last (C2SP tlog-witness, "add-checkpoint").
public struct CosigningRequest: Hashable, Sendable {
  /// No proof between trees of up to 2^64 leaves needs more.
  public static let mostHashes = 63

  /// The size of the checkpoint that the witness cosigned last, as the log knows.
  public let oldSize: UInt64
  /// The consistency proof from there; without hashes where the old size is zero or the same.
  public let hashes: [TreeHash]
  /// The signed note of the checkpoint.
  public let note: SignedNote
  /// What the note says.
  public let checkpoint: Checkpoint

  /// A request to be rendered.
  public init(
    oldSize: UInt64, hashes: [TreeHash], note: SignedNote
  ) throws(CosigningRequestFault) {
    (self.oldSize, self.hashes, self.note) = (oldSize, hashes, note)
    guard hashes.count <= Self.mostHashes else { throw .tooManyHashes(hashes.count) }
    do throws(CheckpointFault) {
      checkpoint = try Checkpoint(parsing: note.text)
    } catch {
      throw .checkpoint(error)
    }
  }

  /// What the hashes are to prove.
  public var proof: ConsistencyProof {
    ConsistencyProof(olderSize: oldSize, newerSize: checkpoint.size, hashes: hashes)
  }

  /// The body of the request.
  public var rendered: String {
    "old \(oldSize)\n" + hashes.map { "\($0.base64)\n" }.joined() + "\n" + note.rendered
  }
}

extension CosigningRequest {
  private static let lineFeed = UInt8(ascii: "\n")

  /// The request that a body spells, by the letter of the specification.
  public init(parsing body: RawSpan) throws(CosigningRequestFault) {
    guard let body = body.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) else {
      throw .note(.notUTF8)
    }
    var rest = body.utf8[...]
    guard let size = Self.oldSize(in: Self.nextLine(of: &rest)) else { throw .malformedOldSize }
    var hashes: [TreeHash] = []
    while let line = Self.nextLine(of: &rest), line != "" {
      guard let hash = TreeHash(base64: line) else { throw .malformedHash(hashes.count + 1) }
      hashes.append(hash)
      guard hashes.count <= Self.mostHashes else { throw .tooManyHashes(hashes.count) }
    }
    let note: SignedNote
    do throws(NoteFault) {
      note = try SignedNote(parsing: String(Substring(rest)))
    } catch {
      throw .note(error)
    }
    try self.init(oldSize: size, hashes: hashes, note: note)
  }

  /// Nil where no line feed ends the line.
  private static func nextLine(of rest: inout Substring.UTF8View) -> String? {
    guard let end = rest.firstIndex(of: lineFeed) else { return nil }
    defer { rest = rest[rest.index(after: end)...] }
    return String(Substring(rest[..<end]))
  }

  private static func oldSize(in line: String?) -> UInt64? {
    guard let line, line.utf8.starts(with: "old ".utf8) else { return nil }
    let digits = line.dropFirst(4)
    guard let size = UInt64(digits), "\(size)".utf8.elementsEqual(digits.utf8) else { return nil }
    return size
  }
}

/// Why a body is no request for a cosignature.
public enum CosigningRequestFault: Error, Hashable, Sendable {
  /// The first line is not `old` and a size.
  case malformedOldSize
  /// This line of the proof, counted from 1, is not 32 bytes in base64, or the empty line is missing.
  case malformedHash(Int)
  case tooManyHashes(Int)
  /// What follows the empty line is no signed note.
  case note(NoteFault)
  /// The note is no checkpoint.
  case checkpoint(CheckpointFault)
}

extension CosigningRequestFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformedOldSize: "the first line is not \"old\", a space and a size"
    case .malformedHash(let line): "line \(line) of the proof is no hash in base64"
    case .tooManyHashes(let count): "the proof has \(count) hashes, and 63 are the most"
    case .note(let fault): "the checkpoint is no signed note: \(fault)"
    case .checkpoint(let fault): "the note is no checkpoint: \(fault)"
    }
  }
}
