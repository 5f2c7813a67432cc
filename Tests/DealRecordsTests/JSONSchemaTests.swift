import DealRecords
import Deals
import Testing

@Suite struct `The JSON Schema of a record` {
  @Test func `says what the declaration says`() {
    let schema = jsonSchema(of: Offer.self, as: .event, id: "offer.v1", title: "Offer")
    #expect(
      schema == #"""
        {
          "$id": "offer.v1",
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "additionalProperties": false,
          "properties": {
            "_sd": {
              "description": "SD-JWT digests (RFC 9901) of rate",
              "items": {
                "maxLength": 43,
                "minLength": 43,
                "pattern": "^[A-Za-z0-9_-]{43}$",
                "type": "string"
              },
              "maxItems": 1,
              "minItems": 1,
              "type": "array"
            },
            "count": {
              "maximum": 9007199254740991,
              "minimum": -9007199254740991,
              "type": "integer",
              "x-disclosure": "public",
              "x-origin": "decision"
            },
            "names": {
              "additionalProperties": {
                "maxLength": 4000,
                "minLength": 1,
                "type": "string"
              },
              "propertyNames": {
                "maxLength": 35,
                "minLength": 2,
                "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
                "type": "string"
              },
              "type": "object",
              "x-disclosure": "public"
            },
            "tags": {
              "items": {},
              "type": "array",
              "x-disclosure": "public"
            }
          },
          "required": [
            "_sd",
            "count",
            "names",
            "tags"
          ],
          "title": "Offer",
          "type": "object",
          "x-sealed": {
            "rate": {
              "maxLength": 38,
              "minLength": 1,
              "pattern": "^-?(0|[1-9][0-9]{0,26})(\\.[0-9]{1,9})?$",
              "type": "string",
              "x-disclosure": "parties"
            }
          }
        }

        """#)
  }

  @Test func `has the fields of its form`() {
    let command = jsonSchema(of: Offer.self, as: .command, id: "offer", title: "Offer")
    #expect(command.contains(#""salt""#))
    #expect(!command.contains(#""count""#))
    #expect(!command.contains("x-origin"))
  }

  @Test func `is the same each time`() {
    let schemas = (0..<20).map { _ in
      jsonSchema(of: Sample.self, as: .event, id: "sample", title: "Sample")
    }
    #expect(Set(schemas).count == 1)
  }
}

private struct Offer: Record {
  var count = 0
  var names = LocalizedText()
  var rate = Sealed<Decimal?>.blank
  var salt = Text.blank
  var tags: [FreeForm] = []

  mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.decided("count", &count)
    try visit.field("names", &names)
    try visit.field("rate", &rate, .parties)
    try visit.asked("salt", &salt)
    try visit.field("tags", &tags)
  }
}
