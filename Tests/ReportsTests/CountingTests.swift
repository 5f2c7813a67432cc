import Testing

@testable import Projections
@testable import Reports

@Suite struct `A number for a value` {
  @Test func `is another for texts that differ in one letter, wherever it stands`() {
    let codes = CellCodes()
    var texts: Set<String> = []
    for length in 0...40 {
      let plain = [Character](repeating: "a", count: length)
      texts.insert(String(plain))
      for place in plain.indices {
        var other = plain
        other[place] = "b"
        texts.insert(String(other))
      }
    }
    let numbers = texts.map { codes.code(.text($0)) }
    #expect(Set(numbers).count == texts.count)
    for (text, number) in zip(texts, numbers) { #expect(codes.cell(number) == .text(text)) }
  }

  @Test func `is the same whatever is guessed`() {
    let codes = CellCodes()
    let values = ["", "CN", "TH", "sixteen letters!", "more than sixteen letters"]
    let numbers = values.map { codes.code(.text($0)) }
    for (value, number) in zip(values, numbers) {
      for guess in [0] + numbers {
        let found = Array(value.utf8).withUnsafeBufferPointer { codes.code($0, guess: guess) }
        #expect(found == number, "\(value), guessed \(guess)")
      }
    }
  }
}

@Suite struct `The largest share of a sum` {
  private func cell(_ shares: [Int32: Int]) -> Peaks {
    var largest = LargestShares()
    for (contributor, value) in shares { largest.add((contributor, Int128(value)), isBefore: <) }
    return Peaks(of: [largest])
  }

  @Test func `is one contributor's in all of its cells`() {
    var peaks = cell([1: 60, 2: 40])
    #expect(peaks.most == 60)
    peaks += cell([2: 30, 3: 50])
    #expect(peaks.most == 70)
  }

  @Test func `is a bound from above where not all are named`() {
    var peaks = cell([1: 50, 2: 40, 3: 30, 4: 20, 5: 10])
    #expect(peaks.most == 50)
    // 1 may have as much there as the first without a name: 20.
    peaks += cell([2: 50, 3: 40, 4: 30, 5: 20])
    #expect(peaks.most == 90)
    peaks += cell([1: 45])
    #expect(peaks.most == 115)
  }

  @Test func `is not known where nobody contributes`() { #expect(Peaks().most == nil) }
}

@Suite struct `Different values` {
  @Test func `are counted once in each count`() {
    let values = DifferentValues()
    #expect(values.count(of: [3, 1, 3, 7, 1]) == 3)
    #expect(values.count(of: []) == 0)
    #expect(values.count(of: [7, 9, 9]) == 2)
  }
}

@Suite struct `A table of pairs` {
  @Test(arguments: [0, 1, 32, 5000])
  func `numbers each pair once, however many were expected`(count: Int) {
    var table = PairTable(expecting: count)
    for _ in 0..<2 {
      for number in 0..<3000 {
        #expect(table.number(of: Int32(number / 50), Int32(number % 50)) == number)
      }
    }
    #expect(table.pairs.count == 3000)
  }
}
