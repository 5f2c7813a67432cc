import Foundation
import Testing

@Suite struct `The file of read models` {
  private let bench: Bench

  init() throws { bench = try Bench.withCanaries() }

  private func rebuild(as role: String) throws {
    let rebuilt = try bench.run("rebuild", "--as", role, "--json")
    try #require(rebuilt.status == 0, "\(rebuilt.errors)")
  }

  private var inClear: [String] { get throws { try bench.classesInClear(under: "models") } }

  @Test func `holds public values alone, and so does all else in the ledger's folder`() throws {
    #expect(try bench.run("list").status == 0)
    #expect(try bench.run("rebuild").status == 0)
    #expect(try bench.run("verify").status == 0)
    #expect(try bench.classesInClear(under: "") == [])
  }

  @Test(arguments: `A value that is not public`.roles)
  func `holds what the role sees for which it is made, and says so`(
    role: String, sees: Set<String>
  ) throws {
    let rebuilt = try bench.run("rebuild", "--as", role, "--json")
    #expect(rebuilt.status == 0, "\(rebuilt.errors)")
    // No table holds what the canary of this class stands in: a filing's reference.
    #expect(try Set(inClear) == sees.subtracting(["authority"]))
    let named = try #require(try rebuilt.objects.first?["classes"] as? [String])
    #expect(Set(named) == sees.union(["public"]))
    #expect(rebuilt.errors.contains("in the clear") == !sees.isEmpty)
    for disclosure in sees { #expect(rebuilt.errors.contains(disclosure)) }
    #expect(try bench.run("verify").status == 0)
  }

  @Test func `keeps its classes until it is made anew for others`() throws {
    try rebuild(as: "ministry")
    let more = CanaryDeal.command("ExpressInterest", 9, "party:acme", #"{"note":"more"}"#)
    _ = try bench.submit([more])
    #expect(try bench.run("list").status == 0)
    #expect(try inClear == ["statistical"])
    try rebuild(as: "integrator")
    #expect(try inClear == [])
  }

  @Test func `is not made for more than public values without keys`() throws {
    let nowhere = bench.folder.path + "/no-keys"
    let refused = try bench.run("rebuild", "--as", "ministry", "--keys", nowhere)
    #expect(refused.status == 78, "\(refused.errors)")
    #expect(refused.errors.contains("next: "))
    #expect(try inClear == [])
    #expect(try bench.run("rebuild", "--keys", nowhere).status == 0)
  }

  @Test func `cannot be verified without the keys that it was made with, which is no fault`() throws
  {
    try rebuild(as: "ministry")
    #expect(try bench.run("verify").status == 0)
    let nowhere = bench.folder.path + "/no-keys"
    let verified = try bench.run("verify", "--json", "--keys", nowhere)
    #expect(verified.status == 2)
    #expect(verified.text.contains("values of the classes public, statistical, authority"))
  }

  @Test func `answers as it stands where the keys to go on are missing`() throws {
    try rebuild(as: "ministry")
    try FileManager.default.removeItem(atPath: bench.ledger + "/keys/ring-1.keys")
    #expect(try bench.run("list", "--json").array.count == 1)
    #expect(try inClear == ["statistical"])
  }

  @Test func `shows a person's name to those alone who may see it`() throws {
    try rebuild(as: "privacyOfficer")
    for (role, isShown) in [("privacyOfficer", true), ("ministry", false)] {
      let listed = try bench.run("list", "--json", "--as", role)
      #expect(listed.text.contains("canary-personal-name") == isShown)
      #expect(listed.text.contains(#""name":"sealed""#) != isShown)
      let found = try bench.run("search", "canary-personal", "--json", "--as", role).array
      #expect(found.isEmpty != isShown)
    }
  }

  @Test(arguments: ["restrict", "erase"])
  func `holds nothing of a person any more who was restricted or erased`(mode: String) throws {
    // The demand stands in one deal, and the person in another as well.
    _ = try bench.submit([CanaryDeal.commands[0].replacing("K1", with: "K2")])
    try rebuild(as: "privacyOfficer")
    #expect(try inClear == ["personal"])
    let done = try bench.submit([CanaryDeal.restriction(9, mode: mode)])
    #expect(done.first?["outcome"] as? String == "accepted", "\(done)")
    #expect(try bench.run("list").status == 0)
    #expect(try inClear == [])
  }
}
