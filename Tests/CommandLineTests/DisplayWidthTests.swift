import Testing

@testable import dealledger

@Suite struct `The width of a text on a terminal` {
  @Test(arguments: [
    ("deal", 4), ("", 0), ("ที่", 1), ("น้ำ", 2), ("เสนอแล้ว", 7), ("技术转移", 8), ("技a术", 5),
    ("ຜູ້", 1), ("ភាសា", 4), ("e\u{301}", 1), ("ﾊﾝｶｸ", 4), ("ＡＢ", 4), ("한국", 4), ("…", 1),
  ])
  func `counts the columns that it takes`(text: String, columns: Int) {
    #expect(text.displayWidth == columns)
  }

  @Test func `is kept within its limit by cutting whole characters`() {
    #expect("技术转移".fitted(to: 5) == "技术…")
    #expect("技术转移".fitted(to: 4) == "技…")
    #expect("ที่นี่ที่โน่น".fitted(to: 4).displayWidth <= 4)
    #expect("deal".fitted(to: 4) == "deal")
  }

  @Test func `counts nothing that acts on the terminal, and shows a mark instead`() {
    #expect("a\u{1B}[31mb".printable == "a\u{FFFD}[31mb")
    #expect("a\u{202E}b\nc".printable == "a\u{FFFD}b\u{FFFD}c")
  }
}
