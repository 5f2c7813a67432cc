extension PartCount {
  /// Where the values of a row stand, and where they go.
  struct Layout {
    /// The dimension of the report for each of the part's.
    let dimensions: [Int]
    /// A cell without values.
    let blank: Coordinates
    /// Of each measure that counts, whether it has a bit among the flags.
    let isConditional: [Bool]
    let firstContributor: Int
    let contributors: Int
    /// Of each measure that adds up, where its currency stands.
    let currencies: [Int?]
    let flags: Int
    let firstAmount: Int
    /// Of each measure that has values.
    let isDistinct: [Bool]
    /// Whether after all that comes how many rows it stands for.
    let isGrouped: Bool
    /// The number of an empty currency.
    let noCurrency: Int32

    init(
      dimensions: [Int], blank: [Int32], isConditional: [Bool], contributors: Int,
      currencies: [Int?], isDistinct: [Bool], isGrouped: Bool, noCurrency: Int32
    ) {
      (self.dimensions, self.blank) = (dimensions, Coordinates(blank))
      (self.isConditional, self.isDistinct) = (isConditional, isDistinct)
      (self.contributors, self.noCurrency) = (contributors, noCurrency)
      self.isGrouped = isGrouped
      firstContributor = dimensions.count
      let firstCurrency = dimensions.count + contributors
      self.currencies = currencies.map { place in place.map { firstCurrency + $0 } }
      flags = firstCurrency + Set(currencies.compactMap(\.self)).count
      firstAmount = flags + (isConditional.contains(true) ? 1 : 0)
    }
  }
}
