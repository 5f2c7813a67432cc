public import Deals

/// The JSON Schema (draft 2020-12) of a record, as its declaration has it: pretty and stable.
public func jsonSchema<R: Record>(
  of type: R.Type, as form: RecordForm, id: String, title: String
) -> String {
  SchemaBuilder(form: form).document(of: R.declaration, id: id, title: title)
}

/// Says in JSON Schema what shapes say.
struct SchemaBuilder {
  let form: RecordForm

  /// A schema that stands alone, as its file has it.
  func document(of declaration: [FieldDeclaration], id: String, title: String) -> String {
    document(object(of: declaration), id: id, title: title)
  }

  func document(_ object: [String: SchemaNode], id: String, title: String) -> String {
    var schema = object
    schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    schema["$id"] = .text(id)
    schema["title"] = .text(title)
    return SchemaNode.object(schema).pretty() + "\n"
  }

  func object(of declaration: [FieldDeclaration]) -> [String: SchemaNode] {
    let fields = declaration.filter { form.holds($0.origin) }
    let sealed = form == .event ? fields.filter { $0.disclosure != .public } : []
    let open = fields.filter { !sealed.contains($0) }
    var properties = self.properties(open)
    var required = open.filter { !$0.isOptional }.map { SchemaNode.text($0.name) }
    var schema: [String: SchemaNode] = [
      "type": .text("object"), "additionalProperties": .boolean(false),
    ]
    if !sealed.isEmpty {
      properties["_sd"] = .object(digests(of: sealed))
      required.insert(.text("_sd"), at: 0)
      schema["x-sealed"] = .object(self.properties(sealed))
    }
    schema["properties"] = .object(properties)
    schema["required"] = .list(required)
    return schema
  }

  private func properties(_ fields: [FieldDeclaration]) -> [String: SchemaNode] {
    Dictionary(uniqueKeysWithValues: fields.map { ($0.name, .object(property($0))) })
  }

  /// One digest for each field that is sealed, in the order of their names.
  private func digests(of sealed: [FieldDeclaration]) -> [String: SchemaNode] {
    [
      "type": .text("array"), "items": .object(schema(of: FieldDeclaration.digest)),
      "minItems": .integer(sealed.count), "maxItems": .integer(sealed.count),
      "description": .text(
        "SD-JWT digests (RFC 9901) of "
          + sealed.map(\.name).joined(separator: ", ")),
    ]
  }

  private func property(_ field: FieldDeclaration) -> [String: SchemaNode] {
    var schema = self.schema(of: field.shape)
    schema["x-disclosure"] = .text(field.disclosure.rawValue)
    if field.origin == .decision { schema["x-origin"] = .text(field.origin.rawValue) }
    return schema
  }

  private func schema(of shape: Shape) -> [String: SchemaNode] {
    switch shape {
    case .text(let text): schema(of: text)
    case .code(let codes): ["type": .text("string"), "enum": .list(codes.map(SchemaNode.text))]
    case .integer(let range):
      [
        "type": .text("integer"), "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .boolean: ["type": .text("boolean")]
    case .list(let element): ["type": .text("array"), "items": .object(schema(of: element))]
    case .map(let keys, let value):
      [
        "type": .text("object"), "propertyNames": .object(schema(of: keys)),
        "additionalProperties": .object(schema(of: value)),
      ]
    case .record(let declaration): object(of: declaration)
    case .free: [:]
    }
  }

  private func schema(of text: TextShape) -> [String: SchemaNode] {
    var schema: [String: SchemaNode] = [
      "type": .text("string"), "minLength": .integer(text.minimum),
      "maxLength": .integer(text.maximum),
    ]
    schema["pattern"] = text.pattern.map(SchemaNode.text)
    schema["format"] = text.format.map(SchemaNode.text)
    return schema
  }
}
