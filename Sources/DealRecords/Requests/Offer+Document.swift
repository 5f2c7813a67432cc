import CanonicalJSON
public import Deals

extension Offer {
  /// The document that the terms in the command come to; nil where they came beside it.
  ///
  /// A document of the ledger's own making holds a nonce: whoever knows a template and its hash
  /// could try every price. Where the command names the hash, the sender has made the document.
  public func document(nonce: Text?) -> [UInt8]? {
    guard let terms else { return nil }
    guard let nonce else { return Array(terms.canonicalText.utf8) }
    var json = CanonicalWriter()
    json.beginObject()
    json.key("nonce")
    json.string(nonce.text)
    json.key("terms")
    json.raw(terms.canonicalText)
    json.endObject()
    return json.finish()
  }
}

extension Text {
  /// 32 random bytes as base64url.
  public static func nonce(_ salts: Salts = Salts()) -> Text {
    let characters = Base64URL.encode(salts.next().span.bytes)
    guard let text = Text(text: String(decoding: characters, as: UTF8.self)) else {
      preconditionFailure("a nonce is a text")
    }
    return text
  }
}
