import Foundation
import Properties

/// Looks for bytes of which the property named by PROPERTY does not hold.
///
/// The arguments are libFuzzer's, which starts the program anew for some of its work: what is its
/// own it has from the environment.
@main struct Fuzz {
  static func main() {
    var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
    _ = runDriver(&count, &arguments, testOneInput)
  }

  fileprivate static let property: Property = {
    let name = ProcessInfo.processInfo.environment["PROPERTY"]
    guard let property = Property.all.first(where: { $0.name == name }) else {
      fatalError("PROPERTY is none of \(Property.all.map { $0.name }.joined(separator: ", "))")
    }
    return property
  }()
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
