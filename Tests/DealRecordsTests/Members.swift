import CanonicalJSON

/// The members of a canonical object as they stand, to be taken apart and put together otherwise.
struct Members {
  var list: [(name: String, value: String)] = []

  init(_ object: [UInt8]) throws {
    var reader = CanonicalReader(object.span.bytes)
    try reader.beginObject()
    while let name = try reader.readKey() {
      let place = try reader.skipValue()
      list.append((name, String(decoding: object[place], as: UTF8.self)))
    }
    try reader.endObject()
    try reader.expectEnd()
  }

  var bytes: [UInt8] {
    Array("{\(list.map { "\(quoted($0.name)):\($0.value)" }.joined(separator: ","))}".utf8)
  }

  func without(_ name: String) -> [UInt8] {
    var members = self
    members.list.removeAll { $0.name == name }
    return members.bytes
  }

  func with(_ name: String, _ value: String) -> [UInt8] {
    var members = self
    let place = list.firstIndex { $0.name == name }
    if let place { members.list[place].value = value } else { members.list.append((name, value)) }
    return members.bytes
  }

  func swapping(_ index: Int) -> [UInt8] {
    var members = self
    members.list.swapAt(index, index + 1)
    return members.bytes
  }
}
