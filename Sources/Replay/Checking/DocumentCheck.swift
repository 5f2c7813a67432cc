import EventLog
import Transparency

/// Level 2: every document is the one that its key names.
enum DocumentCheck {
  static func run(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: .documents)
    while let row = try rows.next() {
      guard let document = try? DocumentRow(row) else { continue }
      draft.counts.documents += 1
      guard TreeHash.sha256(document.bytes) != document.digest else { continue }
      draft.add(
        .log, .documentDiffers,
        at: .row(.documents, key: "\(document.stream) sha256:\(document.digest.hex)"),
        "its bytes have another hash")
    }
  }
}
