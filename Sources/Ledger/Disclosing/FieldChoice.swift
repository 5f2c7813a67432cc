/// Which of the fields that a line hides are to be shown.
public enum FieldChoice: Hashable, Sendable {
  case all
  /// As people name them: `amount`, `parties/0/kind`, `data/parties/0/kind`.
  case named([String])

  public static let none = FieldChoice.named([])

  /// Takes `all`, `none`, nothing, or names with commas between.
  public init(_ text: String) {
    let names = text.split(separator: ",").map { $0.trimming(" ") }.filter { !$0.isEmpty }
    switch names {
    case ["all"]: self = .all
    case ["none"]: self = .none
    default: self = .named(names)
    }
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> String {
    String(drop { $0 == character }.reversed().drop { $0 == character }.reversed())
  }
}
