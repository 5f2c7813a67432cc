import Glibc

/// The bytes of a bundle, read in parts that end where lines end.
public final class BundleFile: Sendable {
  private enum Source: Sendable {
    case file(Int32)
    case bytes([UInt8])
  }

  /// Why a file cannot be read, which says nothing about the bundle.
  public struct Fault: Error, Hashable, Sendable {
    /// An `errno`; nil where it is no file, or became shorter while it was read.
    public let code: Int32?
  }

  /// Where a part ends in a line, so many bytes more are read at a time: more than most lines have.
  private static let step = 1 << 12

  private let source: Source
  /// In bytes.
  public let size: Int

  /// Opens a file, as long as it is now.
  public init(_ path: String) throws(Fault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Fault(code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Fault(code: nil)
    }
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    (source, size) = (.file(descriptor), Int(status.st_size))
  }

  /// A bundle that lies in memory.
  public init(_ bytes: [UInt8]) { (source, size) = (.bytes(bytes), bytes.count) }

  deinit {
    if case .file(let descriptor) = source { close(descriptor) }
  }

  /// The bytes at a range that is known to be within the file.
  public func read(_ range: Range<Int>) throws(Fault) -> [UInt8] {
    try read(range, leaving: 0)
  }

  /// - Parameter room: How much can be added to the bytes without moving them.
  private func read(_ range: Range<Int>, leaving room: Int) throws(Fault) -> [UInt8] {
    switch source {
    case .bytes(let bytes): return Array(bytes[range])
    case .file(let descriptor):
      var code: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: range.count + room) { buffer, count in
        while count < range.count {
          let read = pread(
            descriptor, buffer.baseAddress?.advanced(by: count), range.count - count,
            off_t(range.lowerBound + count))
          if read < 0, errno == EINTR { continue }
          guard read > 0 else {
            code = read < 0 ? errno : 0
            return
          }
          count += read
        }
      }
      guard bytes.count == range.count else { throw Fault(code: code == 0 ? nil : code) }
      return bytes
    }
  }
}

/// The lines that begin in a part of a bundle.
public struct BundleLines: Sendable {
  /// What the lines lie in, and whatever else was read with them.
  public let bytes: [UInt8]
  /// Where in the file they begin.
  public let offset: Int
  /// Where each lies, without its line feed.
  public private(set) var places: [Range<Int>] = []
  /// Whether the last of them has no line feed, since the file ends there or it is too long.
  public private(set) var endsOpen = false

  fileprivate init(_ bytes: [UInt8], at offset: Int, from start: Int, before end: Int) {
    (self.bytes, self.offset) = (bytes, offset)
    var start = start
    while start < min(end, bytes.count) {
      let feed = bytes.lineFeed(from: start)
      places.append(start..<(feed ?? bytes.count))
      endsOpen = feed == nil
      start = (feed ?? bytes.count) + 1
    }
  }
}

extension BundleFile {
  /// How many parts of a length there are.
  public func parts(of length: Int) -> Int { (size + length - 1) / length }

  /// The lines that begin in one of the parts; together these are all lines.
  public func lines(ofPart part: Int, length: Int) throws(Fault) -> BundleLines {
    let begin = part * length
    // One byte more, which tells whether a line begins where the part does.
    let lead = begin > 0 ? 1 : 0
    var bytes = try read(begin - lead..<min(begin + length, size), leaving: Self.step)
    let end = bytes.count
    var start = 0
    if lead == 1 {
      guard let feed = bytes.lineFeed(from: 0), feed + 1 < end else {
        return BundleLines([], at: begin, from: 0, before: 0)
      }
      start = feed + 1
    }
    try complete(&bytes, from: begin - lead)
    return BundleLines(bytes, at: begin - lead, from: start, before: end)
  }

  /// Reads on to the end of the last line, as far as a line may reach.
  private func complete(_ bytes: inout [UInt8], from offset: Int) throws(Fault) {
    var searched = bytes.count - 1
    let most = bytes.count + BundleLine.longest
    while bytes.lineFeed(from: searched) == nil, offset + bytes.count < size, bytes.count < most {
      searched = bytes.count
      bytes += try read(offset + searched..<min(offset + searched + Self.step, size))
    }
  }
}

extension [UInt8] {
  fileprivate func lineFeed(from start: Int) -> Int? {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let found = memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}
