/// The JSON Schema of what ``ReportDocument/json()`` writes.
public enum ReportSchema {
  /// The schema, in the draft of 2020-12.
  public static let json = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Report of the workbench, format version 1",
      "type": "object",
      "required": ["format", "format_version", "title", "notice", "items", "provenance"],
      "additionalProperties": false,
      "properties": {
        "format": { "const": "workbench-report" },
        "format_version": { "const": 1 },
        "title": { "type": "string" },
        "notice": { "type": ["string", "null"] },
        "items": {
          "type": "array",
          "items": { "anyOf": [{ "$ref": "#/$defs/text" }, { "$ref": "#/$defs/result" }] }
        },
        "provenance": { "$ref": "#/$defs/provenance" }
      },
      "$defs": {
        "text": {
          "type": "object",
          "required": ["kind", "text"],
          "additionalProperties": false,
          "properties": { "kind": { "enum": ["heading", "note"] }, "text": { "type": "string" } }
        },
        "result": {
          "type": "object",
          "required": ["kind", "analysis", "title", "methods", "settings", "cautions", "rows", "tables", "figures"],
          "additionalProperties": false,
          "properties": {
            "kind": { "const": "result" },
            "analysis": { "type": "string" },
            "title": { "type": "string" },
            "methods": { "type": "array", "items": { "type": "string" } },
            "settings": { "type": "array", "items": { "$ref": "#/$defs/setting" } },
            "cautions": { "type": "array", "items": { "$ref": "#/$defs/caution" } },
            "rows": { "type": "array", "items": { "$ref": "#/$defs/row" } },
            "tables": { "type": "array", "items": { "$ref": "#/$defs/table" } },
            "figures": { "type": "array", "items": { "$ref": "#/$defs/figure" } }
          }
        },
        "setting": {
          "type": "object",
          "required": ["name", "value", "default"],
          "additionalProperties": false,
          "properties": { "name": { "type": "string" }, "value": { "type": "string" }, "default": { "type": "boolean" } }
        },
        "caution": {
          "type": "object",
          "required": ["kind", "message", "remedy"],
          "additionalProperties": false,
          "properties": {
            "kind": { "type": "string" },
            "message": { "type": "string" },
            "remedy": { "type": ["string", "null"] }
          }
        },
        "row": {
          "type": "object",
          "required": [
            "group", "variable", "time", "statistic", "value", "reason", "unit", "method", "n", "missing", "note"
          ],
          "additionalProperties": false,
          "properties": {
            "group": { "type": ["string", "null"] },
            "variable": { "type": ["string", "null"] },
            "time": { "type": ["number", "null"] },
            "statistic": { "type": "string" },
            "value": { "type": ["number", "string", "null"] },
            "reason": { "type": ["string", "null"] },
            "unit": { "type": ["string", "null"] },
            "method": { "type": ["string", "null"] },
            "n": { "type": ["integer", "null"] },
            "missing": { "type": ["integer", "null"] },
            "note": { "type": ["string", "null"] }
          }
        },
        "format": { "enum": ["count", "duration", "proportion", "ratio", "statistic", "p_value", "text"] },
        "unit": { "enum": ["days", "weeks", "months", "years"] },
        "table": {
          "type": "object",
          "required": ["title", "row_header", "lines", "columns"],
          "additionalProperties": false,
          "properties": {
            "title": { "type": "string" },
            "row_header": { "type": "string" },
            "durations": { "enum": ["days", "weeks", "months", "years"] },
            "lines": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["label", "group", "variable", "time"],
                "additionalProperties": false,
                "properties": {
                  "label": { "type": "string" },
                  "group": { "type": ["string", "null"] },
                  "variable": { "type": ["string", "null"] },
                  "time": { "type": ["number", "null"] },
                  "indent": { "type": "integer" },
                  "format": { "$ref": "#/$defs/format" },
                  "statistic": { "type": ["string", "null"] },
                  "lower": { "type": ["string", "null"] },
                  "upper": { "type": ["string", "null"] },
                  "of": { "type": ["string", "null"] },
                  "proportion": { "type": "string" },
                  "spread": { "type": "string" }
                }
              }
            },
            "columns": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["header", "format", "statistic", "lower", "upper"],
                "additionalProperties": false,
                "properties": {
                  "header": { "type": "string" },
                  "format": { "$ref": "#/$defs/format" },
                  "statistic": { "type": ["string", "null"] },
                  "lower": { "type": ["string", "null"] },
                  "upper": { "type": ["string", "null"] },
                  "of": { "type": ["string", "null"] },
                  "proportion": { "type": "string" },
                  "spread": { "type": "string" },
                  "group": { "type": "string" },
                  "variable": { "type": "string" },
                  "over": { "type": "string" },
                  "keeps_own": { "type": "boolean" }
                }
              }
            }
          }
        },
    \#(figures),
    \#(courses),
        "fact": {
          "type": "object",
          "required": ["name", "value"],
          "additionalProperties": false,
          "properties": { "name": { "type": "string" }, "value": { "type": "string" } }
        },
        "provenance": {
          "type": "object",
          "required": [
            "program_version", "cohort", "subjects", "data", "script", "script_sha256", "parameters", "flow",
            "derivations", "profile", "seed", "versions"
          ],
          "additionalProperties": false,
          "properties": {
            "program_version": { "type": ["string", "null"] },
            "cohort": { "type": "string" },
            "subjects": { "type": "integer" },
            "data": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["table", "name", "sha256", "rows"],
                "additionalProperties": false,
                "properties": {
                  "table": { "type": "string" },
                  "name": { "type": "string" },
                  "sha256": { "type": "string" },
                  "rows": { "type": "integer" }
                }
              }
            },
            "script": { "type": "string" },
            "script_sha256": { "type": "string" },
            "parameters": { "type": "array", "items": { "$ref": "#/$defs/fact" } },
            "flow": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["condition", "before", "excluded", "unknown", "after"],
                "additionalProperties": false,
                "properties": {
                  "condition": { "type": "string" },
                  "before": { "type": "integer" },
                  "excluded": { "type": "integer" },
                  "unknown": { "type": "integer" },
                  "after": { "type": "integer" }
                }
              }
            },
            "derivations": { "type": "array", "items": { "$ref": "#/$defs/fact" } },
            "profile": { "type": "string" },
            "seed": { "type": "integer" },
            "versions": { "type": "array", "items": { "$ref": "#/$defs/fact" } }
          }
        }
      }
    }
    """#
}
