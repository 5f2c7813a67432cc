import Foundation

/// The values in a JSON document that have no parts, each by its JSON pointer.
struct JSONLeaves: Hashable {
  private(set) var values: [String: String] = [:]

  /// Nil for what is no JSON object.
  init?(_ cell: Cell) {
    guard case .text(let text) = cell, text.hasPrefix("{"),
      let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    else { return nil }
    add(object, at: "")
  }

  private mutating func add(_ value: Any, at pointer: String) {
    switch value {
    case let object as [String: Any] where !object.isEmpty:
      for (key, member) in object {
        let token = key.replacing("~", with: "~0").replacing("/", with: "~1")
        add(member, at: pointer + "/" + token)
      }
    case let list as [Any] where !list.isEmpty:
      for (place, element) in list.enumerated() { add(element, at: "\(pointer)/\(place)") }
    default:
      let json = try? JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
      values[pointer] = json.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The pointers at which two documents differ.
  func differences(from other: JSONLeaves) -> [String] {
    Set(values.keys).union(other.values.keys).filter { values[$0] != other.values[$0] }.sorted()
  }
}
