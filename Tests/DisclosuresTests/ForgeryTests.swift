import Disclosures
import Testing
import Transparency

/// Files that were honest once, each altered in one place.
@Suite struct `A verifier refuses` {
  let log: TestLog
  let verifier: DisclosureVerifier
  /// Shows the price and the contact.
  let honest: FileText

  init() throws {
    log = try TestLog()
    verifier = DisclosureVerifier(log.key.verifierKey)
    honest = try log.unchecked(disclosing: [TestLog.price, TestLog.contact])
    _ = try verifier.verify(honest.bytes)
  }

  func fault(_ file: FileText) -> DisclosureFault? { fault(file.bytes) }

  func fault(_ bytes: [UInt8]) -> DisclosureFault? {
    do throws(DisclosureFault) {
      _ = try verifier.verify(bytes)
      return nil
    } catch { return error }
  }

  /// What is refused when the file also holds this disclosure, as its third.
  func fault(adding disclosure: SealedField) -> DisclosureFault? {
    fault(honest.with { $0.parts.append(disclosure.encoded) })
  }
}
