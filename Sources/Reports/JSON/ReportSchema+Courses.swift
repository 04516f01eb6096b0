extension ReportSchema {
  /// The definitions of the figures of subjects on their way: flows and lanes.
  static let courses = #"""
        "box": {
          "type": "object",
          "required": ["label", "count", "items"],
          "additionalProperties": false,
          "properties": {
            "label": { "type": "string" },
            "count": { "type": "integer" },
            "items": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["label", "count"],
                "additionalProperties": false,
                "properties": { "label": { "type": "string" }, "count": { "type": "integer" } }
              }
            }
          }
        },
        "flow": {
          "type": "object",
          "required": ["kind", "title", "notes", "steps", "groups"],
          "additionalProperties": false,
          "properties": {
            "kind": { "const": "flow" },
            "title": { "type": "string" },
            "notes": { "type": "array", "items": { "type": "string" } },
            "steps": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["box", "leaving"],
                "additionalProperties": false,
                "properties": {
                  "box": { "$ref": "#/$defs/box" },
                  "leaving": { "anyOf": [{ "$ref": "#/$defs/box" }, { "type": "null" }] }
                }
              }
            },
            "groups": { "type": "array", "items": { "$ref": "#/$defs/box" } }
          }
        },
        "lanes": {
          "type": "object",
          "required": [
            "kind", "title", "notes", "row_header", "origin", "unit", "axis_unit", "series", "ordered", "events", "lanes"
          ],
          "additionalProperties": false,
          "properties": {
            "kind": { "const": "lanes" },
            "title": { "type": "string" },
            "notes": { "type": "array", "items": { "type": "string" } },
            "row_header": { "type": "string" },
            "origin": { "type": "string" },
            "unit": { "$ref": "#/$defs/unit" },
            "axis_unit": { "$ref": "#/$defs/unit" },
            "series": { "type": "array", "items": { "type": "string" } },
            "ordered": { "type": "boolean" },
            "events": { "type": "array", "items": { "type": "string" } },
            "lanes": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["label", "group", "segments", "marks", "ongoing"],
                "additionalProperties": false,
                "properties": {
                  "label": { "type": "string" },
                  "group": { "type": "string" },
                  "segments": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["from", "to", "series"],
                      "additionalProperties": false,
                      "properties": {
                        "from": { "type": "number" },
                        "to": { "type": "number" },
                        "series": { "type": ["integer", "null"] }
                      }
                    }
                  },
                  "marks": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["at", "event"],
                      "additionalProperties": false,
                      "properties": { "at": { "type": "number" }, "event": { "type": "integer" } }
                    }
                  },
                  "ongoing": { "type": "boolean" }
                }
              }
            }
          }
        }
    """#
}
