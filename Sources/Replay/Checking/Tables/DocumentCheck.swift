import DealRecords
import EventLog
import Keyring
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
      if let vault { check(document, vault, &draft) }
    }
  }

  private static func check(
    _ document: borrowing DocumentRow, _ vault: Vault, _ draft: inout CertificateDraft
  ) {
    let name = "\(document.stream) sha256:\(document.digest.hex)"
    let place = Place.row(.documents, key: name)
    if let box = SealedBox(document.bytes),
      let problem = KeyCheck(vault).problem(with: box.keys, of: document.stream, at: .first)
    {
      return draft.add(.log, .documentDiffers, at: place, problem)
    }
    switch vault.document(document.bytes, document.digest, under: document.stream) {
    case .success: break
    case .failure(.altered), .failure(.erased):
      draft.add(
        .log, .documentDiffers, at: place,
        "its bytes are not those that were sealed under this hash")
    case .failure(let closure): draft.leaveOpen(.decisions, "document \(name): \(closure)")
    }
  }
}
