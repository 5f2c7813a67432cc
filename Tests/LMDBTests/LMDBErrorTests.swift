import Foundation
import Testing

@testable import LMDB

@Suite struct `An LMDB error` {
  @Test(
    arguments: [
      (-30792, .mapFull), (-30785, .mapResized), (-30790, .readersFull), (-30795, .panic),
      (-30794, .versionMismatch), (-30793, .notLMDB), (-30796, .corrupted), (-30797, .corrupted),
      (ENOSPC, .diskFull), (EDQUOT, .diskFull), (EIO, .io(code: EIO)), (EROFS, .readOnly),
      (EACCES, .permissionDenied), (ENOENT, .noSuchFile), (EMFILE, .noDescriptors),
      (ENFILE, .noDescriptors), (ENOMEM, .noMemory),
    ] as [(Int32, LMDBError)])
  func `has a case of its own where there is something to do`(code: Int32, error: LMDBError) {
    #expect(LMDBError(code: code) == error)
  }

  @Test func `keeps LMDB's words for any other code`() {
    let error = LMDBError(code: -30782)
    let words = "MDB_BAD_TXN: Transaction must abort, has a child, or is invalid"
    #expect(error == .other(code: -30782, message: words))
    #expect("\(error)".hasSuffix("(-30782)"))
  }

  @Test func `is fatal where the outcome of a commit is unknown`() {
    for error in [.io(code: EIO), .panic, .corrupted] as [LMDBError] { #expect(error.isFatal) }
    for error in [.mapFull, .diskFull, .readersFull, .outOfOrder] as [LMDBError] {
      #expect(!error.isFatal)
    }
  }
}
