import DealRecords
import EventLog
import Transparency

/// Level 2, with keys: every document is the one that its key names.
enum DocumentCheck {
  static func run(
    _ snapshot: borrowing Snapshot, _ vault: Vault?, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: .documents)
    while let row = try rows.next() {
      guard let document = try? DocumentRow(row) else { continue }
      draft.counts.documents += 1
      guard let vault else { continue }
      let key = "\(document.stream) sha256:\(document.digest.hex)"
      switch vault.document(document.bytes, document.digest, under: document.stream) {
      case .success, .failure(.erased): break
      case .failure(.altered):
        draft.add(
          .log, .documentDiffers, at: .row(.documents, key: key),
          "its bytes are not those that were sealed under this hash")
      case .failure(let closure): draft.leaveOpen(.decisions, "document \(key): \(closure)")
      }
    }
  }
}
