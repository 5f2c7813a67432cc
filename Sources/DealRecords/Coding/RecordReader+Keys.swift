public import CanonicalJSON
public import Deals

extension RecordReader {
  /// What is wrong with the keys of a record, whose members begin where `members` stands.
  ///
  /// Reading goes by the declaration and sees only that a key is not the one that it should be.
  /// Here the keys are read once more for what they are; nil where they are all right.
  @usableFromInline func keyFault(
    of declaration: [FieldDeclaration], in members: CanonicalReader
  ) -> FieldFault? {
    let fields = keys(of: declaration)
    var members = members
    do throws(JSONFault) { return try keyFault(fields, &members) } catch {
      return fault(error, not: "an object")
    }
  }

  /// The keys that may stand in the record: in an event one for all that is sealed.
  private func keys(of declaration: [FieldDeclaration]) -> [FieldDeclaration] {
    let fields = declaration.filter { form.holds($0.origin) && $0.since <= version }
    guard form == .event, fields.contains(where: { $0.disclosure != .public }) else {
      return fields
    }
    return [.digests] + fields.filter { $0.disclosure == .public }
  }

  private func keyFault(
    _ fields: [FieldDeclaration], _ members: inout CanonicalReader
  ) throws(JSONFault) -> FieldFault? {
    var found: [(name: String, offset: Int)] = []
    var offset = members.keyOffset
    while let name = try members.readKey() {
      guard fields.contains(where: { $0.name == name }) else {
        return place(FieldFault(.unknown), inside: name, at: offset)
      }
      if found.contains(where: { $0.name == name }) {
        let problem = JSONFault.Problem.duplicateKey.description
        return place(FieldFault(.malformed(problem)), inside: name, at: offset)
      }
      if let early = found.first(where: { $0.name > name }) {
        return place(FieldFault(.misordered), inside: early.name, at: early.offset)
      }
      found.append((name, offset))
      try members.skipValue()
      offset = members.keyOffset
    }
    let missing = fields.first { field in
      !field.isOptional && !found.contains { $0.name == field.name }
    }
    guard let missing else { return nil }
    let next = found.first { $0.name > missing.name }
    return place(FieldFault(.missing), inside: missing.name, at: next?.offset ?? offset)
  }
}
