import Foundation
import Ledger
import Transparency

/// A file of commands, one a line, each line on its own.
struct CommandFile {
  struct Line {
    /// From 1, empty lines counted.
    let number: Int
    let place: Range<Int>
  }

  /// As it was given; `-` for standard input.
  let name: String
  let bytes: [UInt8]
  /// The lines that are not empty.
  let lines: [Line]
  private let digest: TreeHash

  init(name: String, bytes: [UInt8]) {
    (self.name, self.bytes) = (name, bytes)
    lines = Self.lines(of: bytes)
    digest = .sha256(bytes.span.bytes)
  }

  /// What a command that has no id is known by, so that a file sent twice is repeated, not doubled.
  func origin(of line: Line) -> IncomingCommand.Origin {
    IncomingCommand.Origin(digest: digest, number: line.number)
  }

  private static func lines(of bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var (start, number) = (0, 1)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if !bytes[start..<end].allSatisfy(\.isBlank) {
        lines.append(Line(number: number, place: start..<end))
      }
      (start, number) = (end + 1, number + 1)
    }
    return lines
  }
}

extension CommandFile {
  /// Reads a file, or standard input where the path is `-`.
  init(reading path: String) throws {
    self.init(name: path, bytes: try readFile(path == "-" ? "/dev/stdin" : path))
  }
}

/// The bytes of a file, or why they cannot be had.
func readFile(_ path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw Failure.reading(path) }
  let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw Failure.reading(path) }
  guard status.st_mode & S_IFMT != S_IFDIR else { throw Failure.reading(path, EISDIR) }
  do {
    return [UInt8](try file.readToEnd() ?? Data())
  } catch {
    throw Failure.reading(path, EIO)
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
  }
}
