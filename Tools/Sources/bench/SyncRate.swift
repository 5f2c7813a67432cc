import Foundation

/// What the disk takes: a write and a sync, one after the other.
///
/// Into a file that was written ahead of time, so that a sync writes no more than the bytes.
struct SyncRate: Sendable {
  private static let count = 300
  private let folder: String

  init(in folder: String) { self.folder = folder }

  var piece: Piece { Piece { [self] in Sample(try rate()) } }

  private func rate() throws -> Double {
    let path = folder + "/syncs"
    defer { unlink(path) }
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    guard descriptor >= 0 else { throw BenchFault("\(path) cannot be written") }
    defer { close(descriptor) }
    let bytes = [UInt8](repeating: 0x61, count: 500)
    for index in 0..<Self.count {
      pwrite(descriptor, bytes, bytes.count, off_t(index * bytes.count))
    }
    fsync(descriptor)
    let time = seconds(of: {
      for index in 0..<Self.count {
        pwrite(descriptor, bytes, bytes.count, off_t(index * bytes.count))
        fdatasync(descriptor)
      }
    })
    return Double(Self.count) / time
  }
}
