/// A disclosure file as text whose parts can be altered one by one.
struct FileText {
  var format = "dealledger/disclosure/1"
  var checkpoint: String
  var position: String
  var size: String
  var path: [String]
  var sdJWT: String

  var bytes: [UInt8] {
    let checkpoint = checkpoint.replacing("\n", with: "\\n")
    let path = path.map { "\"\($0)\"" }.joined(separator: ",")
    return Array(
      #"""
      {"format":"\#(format)","checkpoint":"\#(checkpoint)","inclusion":{"position":\#(position),\#
      "size":\#(size),"path":[\#(path)]},"sd_jwt":"\#(sdJWT)"}
      """#.utf8)
  }

  /// Header, payload and signature, and then the disclosures.
  var parts: [String] {
    get { sdJWT.split(separator: "~").map { String($0) } }
    set { sdJWT = newValue.map { "\($0)~" }.joined() }
  }

  func with(_ change: (inout FileText) -> Void) -> FileText {
    var copy = self
    change(&copy)
    return copy
  }
}
