import Foundation
public import Transparency

/// A witness, and where it is asked.
public struct WitnessAddress: Hashable, Sendable {
  public let key: CosignatureVerifierKey
  /// The submission prefix of C2SP tlog-witness.
  public let url: String

  public init(_ key: CosignatureVerifierKey, at url: String) throws(LedgerFault) {
    guard ["http://", "https://"].contains(where: url.hasPrefix),
      url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw .badValue("\"\(url)\" is no address of a witness: it begins with http or https") }
    (self.key, self.url) = (key, url)
  }
}

/// The file beside the keys with the addresses of witnesses, which are nobody's affair but the
/// operator's.
struct WitnessAddressFile {
  static let fileName = "witnesses"

  let folder: String
  var path: String { folder + "/" + Self.fileName }

  func load() throws(LedgerFault) -> [WitnessAddress] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    var addresses: [WitnessAddress] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      guard fields.count == 2,
        let key = try? CosignatureVerifierKey(parsing: String(fields[0])),
        let address = try? WitnessAddress(key, at: String(fields[1]))
      else { throw .badWitnesses(path: path, line: index + 1) }
      addresses.append(address)
    }
    return addresses
  }

  func keep(_ addresses: [WitnessAddress]) throws(LedgerFault) {
    let text = addresses.map { "\($0.key) \($0.url)\n" }.joined()
    try Files.replace(path, with: Array(text.utf8))
    try Files.sync(folder: folder)
  }
}
