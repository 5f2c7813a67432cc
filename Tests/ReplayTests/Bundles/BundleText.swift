import Bundles
import EventLog
import Foundation
import Testing
import Transparency

/// A bundle to be changed, and to be closed again so that neither its trailer nor, where somebody
/// signs it anew, its checkpoint tells.
struct BundleText {
  var header: BundleHeader
  /// What stands between header and trailer.
  var body: [[UInt8]]

  init(_ bytes: [UInt8]) throws {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    guard case .header(let header) = try lines[0].bundleLine else {
      throw BundleFault.unknownLine
    }
    (self.header, body) = (header, Array(lines[1..<(lines.count - 2)]))
  }

  var trailer: BundleTrailer {
    get throws {
      var (digest, trailer) = (BundleDigest(), BundleTrailer(digest: .empty))
      digest.take(.leaf(header.encoded.span.bytes))
      for line in body {
        digest.take(.leaf(line.span.bytes))
        switch try? line.bundleLine {
        case .event:
          trailer.events += 1
          guard let position = try? line.envelope.position.rawValue else { continue }
          let first = trailer.range?.lowerBound ?? position
          trailer.range = first...max(first, position)
        case .request: trailer.requests += 1
        case .refusal: trailer.refusals += 1
        default: break
        }
      }
      trailer.digest = digest.value
      return trailer
    }
  }

  /// The bundle with a trailer that fits.
  var sealed: [UInt8] { get throws { try sealed(by: trailer) } }

  func sealed(by trailer: BundleTrailer) throws -> [UInt8] {
    try join([header.encoded] + body + [#require(BundleLine.trailer(trailer).encoded)])
  }

  /// The bundle without a trailer.
  var open: [UInt8] { join([header.encoded] + body) }

  private func join(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.map { $0 + [0x0A] }.joined()) }

  /// Where the events stand.
  var events: [Int] {
    body.indices.filter { (try? body[$0].bundleLine) == .event }
  }

  var requests: [Int] {
    body.indices.filter {
      if case .request = try? body[$0].bundleLine { true } else { false }
    }
  }

  /// Where a line of another kind stands.
  func index(of prefix: String) throws -> Int {
    try #require(body.firstIndex { $0.starts(with: Array(prefix.utf8)) })
  }

  mutating func replace(_ text: String, with other: String, in line: Int) throws {
    let place = try #require(
      String(decoding: body[line], as: UTF8.self).range(of: text), "\(text) is not in the line")
    var line16 = String(decoding: body[line], as: UTF8.self)
    line16.replaceSubrange(place, with: other)
    body[line] = Array(line16.utf8)
  }

  /// Signs the tree over the events as they are now.
  mutating func sign(with key: NoteSigningKey, origin: String = "example.org/bundled") throws {
    var tree = try #require(header.frontier)
    for event in events {
      let line = body[event]
      tree.append(.leaf(line.span.bytes))
    }
    try sign(size: tree.size, root: tree.root, with: key, origin: origin)
  }

  mutating func sign(
    size: UInt64, root: TreeHash, with key: NoteSigningKey, origin: String = "example.org/bundled"
  ) throws {
    let note = try key.note(Checkpoint(origin: origin, size: size, root: root).text)
    header.checkpoint = note.rendered
    header.keys = note.signatures.map(\.keyName)
  }

  var head: BundleHead {
    get throws {
      let line = try body[index(of: #"{"head":"#)].bundleLine
      guard case .head(let head) = line else { throw BundleFault.unknownLine }
      return head
    }
  }

  mutating func setHead(_ head: BundleHead) throws {
    body[try index(of: #"{"head":"#)] = try #require(BundleLine.head(head).encoded)
  }
}

extension [UInt8] {
  /// The line of a bundle that these bytes are.
  var bundleLine: BundleLine {
    get throws {
      let bytes = span.bytes
      return try BundleLine(bytes)
    }
  }

  /// The envelope of the line of the log that these bytes are.
  var envelope: Envelope {
    get throws {
      let view = try LineView(span.bytes)
      return try view.envelope()
    }
  }
}
