import Foundation
import Testing

@Suite struct `An export of tiles` {
  let bench: Bench
  let path: String

  init() throws {
    bench = try Bench()
    path = bench.folder.url("tiles").path
  }

  @Test func `waits for a checkpoint`() throws {
    let told = try bench.run("export", "tiles", "-o", path)
    #expect(told.status == 66 && told.errors.contains("checkpoint create"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `goes on where the one before ended, and writes nothing twice`() throws {
    #expect(try export()["written"] as? Int == 2)
    #expect(try export()["written"] as? Int == 0)
    let first = try contents()
    _ = try bench.submit(try Scenarios.lines(of: "D14"))
    // What is not signed is not served.
    #expect(
      try bench.run("export", "tiles", "-o", path, "--json").objects.first?["events"] as? Int == 1)
    let told = try export()
    #expect(told["written"] as? Int == 2)
    let second = try contents()
    #expect(first.allSatisfy { $0.key == "checkpoint" || second[$0.key] == $0.value })
    #expect(second["checkpoint"] == Data(try bench.run("checkpoint", "create").text.utf8))
    #expect(Set(second.keys).isSuperset(of: ["tile/0/000.p/1", "tile/entries/000.p/1"]))
    #expect(second.count == 5)
  }

  @Test func `refuses a folder that shows another history, and leaves it as it is`() throws {
    _ = try export()
    let other = try Bench()
    _ = try other.run("checkpoint", "create")
    let before = try contents()
    let told = try other.run("export", "tiles", "-o", path)
    #expect(told.status == 73 && told.errors.contains("is not of this log"), "\(told.errors)")
    try Data("a letter\n".utf8).write(to: URL(filePath: path + "/checkpoint"))
    let letter = try bench.run("export", "tiles", "-o", path)
    #expect(letter.status == 73 && letter.errors.contains("cannot be read"))
    #expect(
      try contents().filter { $0.key != "checkpoint" } == before.filter { $0.key != "checkpoint" })
  }

  @Test func `refuses a folder whose tree is larger than the log's`() throws {
    let earlier = bench.folder.url("earlier").path
    try FileManager.default.copyItem(atPath: bench.ledger, toPath: earlier)
    _ = try bench.submit(try Scenarios.lines(of: "D14"))
    _ = try export()
    _ = try Program.run(["checkpoint", "create", "--ledger", earlier])
    let told = try Program.run(["export", "tiles", "-o", path, "--ledger", earlier])
    #expect(told.status == 73 && told.errors.contains("and the log has 1"), "\(told.errors)")
  }

  @Test func `refuses where nothing can be made`() throws {
    _ = try bench.run("checkpoint", "create")
    let file = try bench.folder.write("", as: "file")
    #expect(try bench.run("export", "tiles", "-o", file).status == 73)
    #expect(try bench.run("export", "tiles", "-o", file + "/x").status == 73)
    #expect(try bench.run("export", "tiles", "-o", path + "/a/b").status == 73)
  }

  private func export() throws -> [String: Any] {
    _ = try bench.run("checkpoint", "create")
    let told = try bench.run("export", "tiles", "-o", path, "--json")
    #expect(told.status == 0, "\(told.errors)")
    return try #require(try told.objects.first)
  }

  private func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in FileManager.default.subpaths(atPath: path) ?? [] {
      // A folder has no data.
      contents[name] = try? Data(contentsOf: URL(filePath: path + "/" + name))
    }
    return contents
  }
}
