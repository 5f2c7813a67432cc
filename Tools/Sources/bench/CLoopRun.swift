import CLoop
import Foundation
import Transparency

/// The rows of the same number of events in the same number of commits, written in C.
struct CLoopRun: Sendable {
  let events: Int
  let commits: Int
  let callers: Int
  let lineLength: Int

  func rate(in folder: String) throws -> Double {
    let path = strdup(folder)
    defer { free(path) }
    var seconds = 0.0
    var plan = cloop_plan(
      folder: path, events: UInt64(events), commits: UInt64(commits), callers: UInt64(callers),
      line_length: lineLength, request_length: BareLog.requestLength, leaf: hashLeaf,
      node: hashNode)
    let code = cloop_run(&plan, &seconds)
    guard code == 0 else {
      throw BenchFault("the loop in C failed: \(String(cString: cloop_message(code)))")
    }
    return Double(events) / seconds
  }
}

/// The log's own hashes, so that the loop is no slower or faster for another SHA-256.
private let hashLeaf: cloop_leaf_hash = { line, length, hash in
  let bytes = UnsafeRawBufferPointer(start: line, count: length)
  copy(.leaf(bytes.bytes), to: hash)
}

private let hashNode: cloop_node_hash = { left, right, hash in
  copy(.node(read(left), read(right)), to: hash)
}

private func read(_ bytes: UnsafePointer<UInt8>?) -> TreeHash {
  let buffer = UnsafeRawBufferPointer(start: bytes, count: TreeHash.byteCount)
  return TreeHash(buffer.bytes) ?? .empty
}

private func copy(_ hash: TreeHash, to place: UnsafeMutablePointer<UInt8>?) {
  hash.withBytes { span in
    span.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(start: place, count: TreeHash.byteCount).copyMemory(from: bytes)
    }
  }
}
