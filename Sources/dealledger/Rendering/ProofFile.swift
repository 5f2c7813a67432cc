import CanonicalJSON
import Foundation
import Transparency

/// A proof in any of the forms in which it is handed on (docs/format.md, "Proofs").
enum ProofFile {
  case inclusion(TlogProof)
  case consistency(ConsistencyText)
}

// MARK: Writing

extension ProofFile {
  var text: String {
    switch self {
    case .inclusion(let proof): proof.description
    case .consistency(let proof): proof.description
    }
  }

  var json: JSON {
    switch self {
    case .inclusion(let proof): Self.json(of: proof)
    case .consistency(let proof): Self.json(of: proof)
    }
  }

  /// What it is, for the one who asked for it.
  var summary: String {
    switch self {
    case .inclusion(let proof): "proves that position \(proof.index) is in a signed tree"
    case .consistency(let proof):
      "proves that the tree of \(proof.newer.size) events begins with that of \(proof.older.size)"
        + proof.unsigned.map { "; nobody has signed the one of \($0)" }.joined()
    }
  }

  private static func json(of proof: TlogProof) -> JSON {
    let checkpoint = try? Checkpoint(parsing: proof.note.text)
    return [
      "checkpoint": .string(proof.note.rendered), "hashes": json(of: proof.hashes),
      "index": .integer(Int(proof.index)),
      "line": proof.extra.map { .string(String(decoding: $0, as: UTF8.self)) },
      "proof": .string("inclusion"), "root": checkpoint.map { .string($0.root.base64) },
      "size": checkpoint.map { .integer(Int($0.size)) },
    ]
  }

  private static func json(of proof: ConsistencyText) -> JSON {
    [
      "hashes": json(of: proof.hashes), "newer": json(of: proof.newer),
      "older": json(of: proof.older), "proof": .string("consistency"),
    ]
  }

  private static func json(of tree: ProvenTree) -> JSON {
    [
      "checkpoint": tree.note.map { .string($0.rendered) } ?? .null,
      "root": .string(tree.root.base64), "size": .integer(Int(tree.size)),
    ]
  }

  private static func json(of hashes: [TreeHash]) -> JSON {
    .array(hashes.map { .string($0.base64) })
  }
}

extension ConsistencyText {
  /// The sizes of the trees that nobody has signed.
  var unsigned: [UInt64] { [older, newer].filter { $0.note == nil }.map(\.size) }
}

// MARK: Reading

extension ProofFile {
  /// Reads what a file holds, in whichever form.
  init(_ bytes: [UInt8], from path: String) throws {
    do {
      try self.init(bytes)
    } catch {
      let problem = (error as? ProofTextFault)?.description ?? "it has none of their forms"
      throw Failure(
        .badData, "\(path) is no proof: \(problem)",
        next: "give a file that `dealledger proof` wrote, whole")
    }
  }

  private init(_ bytes: [UInt8]) throws {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ProofTextFault.otherForm
    }
    if TlogProof.isLabelled(text) {
      self = .inclusion(try TlogProof(parsing: text))
    } else if ConsistencyText.isLabelled(text) {
      self = .consistency(try ConsistencyText(parsing: text))
    } else {
      // One spelling of each: no member stands twice.
      let canonical = try Canonicalizer.canonicalize(bytes)
      self = try JSONDecoder().decode(Read.self, from: Data(canonical)).file()
    }
  }

  /// A proof as JSON gives it.
  private struct Read: Decodable {
    struct Tree: Decodable {
      let checkpoint: String?
      let root: String
      let size: UInt64
    }

    let proof: String
    let hashes: [String]
    let checkpoint: String?
    let index: UInt64?
    let line: String?
    let root: String?
    let size: UInt64?
    let older: Tree?
    let newer: Tree?

    func file() throws -> ProofFile {
      let hashes = try hashes.map(Self.hash)
      switch (proof, older, newer) {
      case ("inclusion", nil, nil):
        guard let index, let checkpoint, let root, let size else { throw ProofTextFault.otherForm }
        let note = try Self.note(checkpoint)
        _ = try ProvenTree(size: size, root: try Self.hash(root), checking: note)
        return .inclusion(
          TlogProof(extra: line.map { Array($0.utf8) }, index: index, hashes: hashes, note: note))
      case ("consistency", let older?, let newer?):
        return .consistency(
          ConsistencyText(
            older: try Self.tree(older), newer: try Self.tree(newer), hashes: hashes))
      default: throw ProofTextFault.otherForm
      }
    }

    private static func tree(_ tree: Tree) throws -> ProvenTree {
      try ProvenTree(
        size: tree.size, root: try hash(tree.root), checking: try tree.checkpoint.map(note))
    }

    private static func hash(_ text: String) throws -> TreeHash {
      guard let hash = TreeHash(base64: text) else { throw ProofTextFault.otherForm }
      return hash
    }

    private static func note(_ text: String) throws -> SignedNote {
      do throws(NoteFault) {
        return try SignedNote(parsing: text)
      } catch {
        throw ProofTextFault.note(error)
      }
    }
  }
}
