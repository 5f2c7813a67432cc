// A type's versions differ in the fields that each has brought, at whatever depth.

extension [FieldDeclaration] {
  /// The fields that a version of the type has.
  public func upTo(_ version: Int) -> [FieldDeclaration] {
    filter { $0.since <= version }.map { field in
      FieldDeclaration(
        name: field.name, shape: field.shape.upTo(version), isOptional: field.isOptional,
        disclosure: field.disclosure, origin: field.origin, since: field.since)
    }
  }

  /// The versions that have brought a field.
  public var versions: Set<Int> {
    reduce(into: []) { versions, field in
      versions.insert(field.since)
      versions.formUnion(field.shape.versions)
    }
  }
}

extension Shape {
  fileprivate func upTo(_ version: Int) -> Shape {
    switch self {
    case .record(let fields): .record(fields.upTo(version))
    case .list(let element): .list(element.upTo(version))
    case .map(let keys, let element): .map(keys: keys, element.upTo(version))
    case .text, .code, .integer, .boolean, .free: self
    }
  }

  fileprivate var versions: Set<Int> {
    switch self {
    case .record(let fields): fields.versions
    case .list(let element), .map(_, let element): element.versions
    case .text, .code, .integer, .boolean, .free: []
    }
  }
}
