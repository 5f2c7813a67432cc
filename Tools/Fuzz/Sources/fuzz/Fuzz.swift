import Properties

/// `fuzz PROPERTY [OPTION…] [FOLDER…]`: looks for bytes of which a property does not hold.
///
/// Options and folders are libFuzzer's.
@main struct Fuzz {
  nonisolated(unsafe) fileprivate static var property = Property.line

  static func main() {
    let name = CommandLine.arguments.dropFirst().first
    guard let property = Property.all.first(where: { $0.name == name }) else {
      fatalError("fuzz \(Property.all.map { $0.name }.joined(separator: "|")) [libFuzzer's options]")
    }
    Self.property = property
    var count = CommandLine.argc - 1
    var arguments = CommandLine.unsafeArgv + 1
    arguments[0] = CommandLine.unsafeArgv[0]
    _ = runDriver(&count, &arguments, testOneInput)
  }
}

/// libFuzzer's main function calls this; so does ours, which stands in its place.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do throws(Violation) {
    try Fuzz.property.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch {
    fatalError("\(error)")
  }
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
