public import ArgumentParser
public import DealRecords
public import Deals
public import EventLog

// Values of the rooms below as the command line takes them.

extension Identifier: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
}

extension LegalTime: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
}

extension ClockMode: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension Attribution: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
}

extension GlobalPosition: ExpressibleByArgument {
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

extension Country: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
}

extension AgreementType: ExpressibleByArgument {
  public init?(argument: String) { self.init(text: argument) }
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension ErasureMode: ExpressibleByArgument {}

extension Phase: ExpressibleByArgument {}
