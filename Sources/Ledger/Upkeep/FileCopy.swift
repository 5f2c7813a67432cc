import Crypto
import Foundation

/// Reads a file from its beginning, for its digest or for a copy of it.
struct FileCopy: ~Copyable {
  struct Outcome: Hashable {
    let bytes: Int
    /// In hexadecimal.
    let sha256: String
  }

  private static let pieceLength = 1 << 20

  private let path: String
  private let source: Int32
  /// Told how many bytes are done, and how many there are.
  private let progress: (UInt64, UInt64) -> Void

  init(
    of path: String, progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(UpkeepFault) {
    (self.path, self.progress) = (path, progress)
    source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw Self.fault(path) }
  }

  deinit { close(source) }

  /// Writes the bytes to a new file that only its owner may read, durably.
  func write(to target: String) throws(UpkeepFault) -> Outcome {
    let copy = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard copy >= 0 else { throw Self.fault(target) }
    defer { close(copy) }
    let outcome = try read { piece throws(UpkeepFault) in
      var rest = piece[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(copy, $0.baseAddress, $0.count) }
        guard written > 0 || errno == EINTR else { throw Self.fault(target) }
        rest = rest.dropFirst(max(written, 0))
      }
    }
    guard fsync(copy) == 0 else { throw Self.fault(target) }
    return outcome
  }

  /// Hands out the bytes piece by piece.
  func read(
    _ take: ([UInt8]) throws(UpkeepFault) -> Void = { _ in }
  ) throws(UpkeepFault) -> Outcome {
    var status = stat()
    guard fstat(source, &status) == 0 else { throw Self.fault(path) }
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: Self.pieceLength)
    var done = 0
    while true {
      let count = piece.withUnsafeMutableBytes { Glibc.read(source, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { throw Self.fault(path) }
      if count == 0 { break }
      guard count > 0 else { continue }
      hash.update(data: piece[..<count])
      try take(Array(piece[..<count]))
      done += count
      progress(UInt64(done), UInt64(status.st_size))
    }
    return Outcome(
      bytes: done, sha256: hash.finalize().map { String(format: "%02x", $0) }.joined())
  }

  private static func fault(_ path: String) -> UpkeepFault {
    .copying(path: path, problem: String(cString: strerror(errno)))
  }
}
