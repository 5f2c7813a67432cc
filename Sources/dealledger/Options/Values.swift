import ArgumentParser
import DealRecords
import Deals
import EventLog

// Values of the rooms below as the command line takes them.

extension ExpressibleByArgument where Self: TextCoded {
  public init?(argument: String) { self.init(text: argument) }
}

extension Identifier: @retroactive ExpressibleByArgument {}
extension LegalTime: @retroactive ExpressibleByArgument {}
extension ClockMode: @retroactive ExpressibleByArgument {
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension GlobalPosition: @retroactive ExpressibleByArgument {
  public init?(argument: String) {
    guard let number = UInt64(argument) else { return nil }
    self.init(number)
  }
}

/// Money as one writes it: `1250000.50 THB`.
struct Amount: ExpressibleByArgument {
  let json: JSON

  init?(argument: String) {
    let currency = argument.suffix(3)
    let value = argument.dropLast(3).filter { $0 != " " && $0 != "," }
    guard currency.count == 3, currency.allSatisfy(\.isUppercase), !value.isEmpty else {
      return nil
    }
    json = ["value": .string(String(value)), "currency": .string(String(currency))]
  }
}
