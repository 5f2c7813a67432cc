public import EventLog
public import Keyring
public import Transparency

extension Vault {
  /// A document as it is kept, under the key of its stream and never shared between two.
  public func seal(
    document bytes: [UInt8], under stream: StreamName
  ) throws(KeyringFault) -> (box: [UInt8], digest: TreeHash) {
    let digest = TreeHash.sha256(bytes.span.bytes)
    let box = try keyring.seal(
      bytes, under: [try keyring.key(for: Self.owner(of: stream))],
      boundTo: context("document", stream.text, digest.hex))
    return (box, digest)
  }

  /// Opens a row of the table `documents`.
  public func document(
    _ box: RawSpan, _ digest: TreeHash, under stream: StreamName
  ) -> Result<[UInt8], Closure> {
    open(
      box, boundTo: context("document", stream.text, digest.hex), for: .deciding
    ).flatMap { bytes in
      TreeHash.sha256(bytes.span.bytes) == digest ? .success(bytes) : .failure(.altered)
    }
  }
}
