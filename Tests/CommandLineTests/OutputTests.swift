import Foundation
import Ledger
import Testing

@testable import dealledger

@Suite struct `A table` {
  private var table: Table {
    var table = Table([
      .init(head: "n", alignment: .right), .init(head: "name"), .init(head: "what", yielding: .cut),
    ])
    table.add(["7", "ที่นี่", "the transfer of technology"])
    table.add(["12", "技术", "x"])
    return table
  }

  @Test func `aligns wide letters and marks`() {
    let lines = table.lines(width: nil) { text, _ in text }
    #expect(lines == [" n  name  what", " 7  ที่นี่    the transfer of technology", "12  技术  x"])
  }

  @Test func `gives way where the terminal is narrow`() {
    let lines = table.lines(width: 28) { text, _ in text }
    #expect(lines.allSatisfy { $0.displayWidth <= 28 })
    #expect(lines[1].hasSuffix("…"))
  }
}

@Suite struct `A wrapped text` {
  @Test func `is cut between words, and within those that are too long`() {
    #expect("terms offered by caih".wrapped(to: 14) == ["terms offered", "by caih"])
    #expect("技术转移中心".wrapped(to: 5) == ["技术", "转移", "中心"])
    #expect("a sha256:0123456789".wrapped(to: 8) == ["a", "sha256:0", "12345678", "9"])
    #expect("".wrapped(to: 8) == [""])
  }
}

@Suite struct `Colour` {
  @Test(arguments: [
    (true, false, [:], true), (false, false, [:], false), (true, true, [:], false),
    (true, false, ["NO_COLOR": "1"], false), (true, false, ["NO_COLOR": ""], true),
    (false, false, ["CLICOLOR_FORCE": "1"], true), (false, false, ["CLICOLOR_FORCE": "0"], false),
    (false, true, ["CLICOLOR_FORCE": "1"], false), (true, false, ["TERM": "dumb"], false),
    (false, false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
  ])
  func `is shown where the terminal and the environment allow it`(
    isTerminal: Bool, noColor: Bool, environment: [String: String], expected: Bool
  ) {
    #expect(
      Terminal.hasColor(isTerminal: isTerminal, noColor: noColor, environment) == expected)
  }
}

@Suite struct `Progress` {
  @Test func `tells how much is left by how long it took so far`() {
    #expect(
      dealledger.Progress.line("commands", 1000, of: 5000, after: .seconds(3))
        == "commands 1000 of 5000, 20 %, 12 s left")
    #expect(
      dealledger.Progress.line("events", 10, of: 10_000, after: .seconds(1))
        == "events 10 of 10000, 0 %, 16 min left")
    #expect(dealledger.Progress.line("events", 0, of: 0, after: .zero) == "events 0")
  }
}

@Suite struct `A queue of command files` {
  private func file(_ name: String, _ lines: String...) -> CommandFile {
    CommandFile(name: name, bytes: Array(lines.joined(separator: "\n").utf8))
  }

  private func order(_ files: [CommandFile], byTime: Bool) -> [String] {
    let queue = CommandQueue(files, byTime: byTime)
    return queue.places.map { "\(queue.name(of: $0))\($0.line.number)" }
  }

  @Test func `is merged by time, and keeps the order within a file and among equals`() {
    let files = [
      file(
        "a", #"{"at":"2020-01-01T00:00:00Z"}"#, "", "no JSON", #"{"at":"2020-03-01T00:00:00Z"}"#),
      file(
        "b", #"{"at":"2020-01-01T07:00:00+07:00"}"#, #"{"at":"2020-02-01T00:00:00Z"}"#,
        #"{"at":"2019-01-01T00:00:00Z"}"#),
    ]
    #expect(order(files, byTime: true) == ["a1", "a3", "b1", "b2", "b3", "a4"])
    #expect(order(files, byTime: false) == ["a1", "a3", "a4", "b1", "b2", "b3"])
  }

  @Test func `names each command by its file's content and its line`() {
    let (one, other) = (file("a", "{}", "", "{}"), file("b", "{}", "", "{}"))
    #expect(one.lines.map { one.origin(of: $0) } == other.lines.map { other.origin(of: $0) })
    #expect(one.origin(of: one.lines[1]).number == 3)
  }
}
