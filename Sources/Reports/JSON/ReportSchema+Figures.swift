extension ReportSchema {
  /// The definitions of figures over axes, and of what they are made of.
  static let figures = #"""
        "numbers": { "type": "array", "items": { "type": "number" } },
        "numbers_or_null": { "type": "array", "items": { "type": ["number", "null"] } },
        "quantity": {
          "type": "object",
          "required": ["value", "reason"],
          "additionalProperties": false,
          "properties": {
            "value": { "type": ["number", "string", "null"] },
            "reason": { "type": ["string", "null"] }
          }
        },
        "interval": {
          "type": "object",
          "required": ["lower", "upper", "level"],
          "additionalProperties": false,
          "properties": {
            "lower": { "$ref": "#/$defs/quantity" },
            "upper": { "$ref": "#/$defs/quantity" },
            "level": { "type": ["number", "null"] }
          }
        },
        "annotation": {
          "type": "object",
          "required": ["label", "value", "reason", "format", "interval"],
          "additionalProperties": false,
          "properties": {
            "label": { "type": "string" },
            "value": { "type": ["number", "string", "null"] },
            "reason": { "type": ["string", "null"] },
            "format": { "$ref": "#/$defs/format" },
            "interval": { "anyOf": [{ "$ref": "#/$defs/interval" }, { "type": "null" }] }
          }
        },
        "axis": {
          "type": "object",
          "required": ["label", "unit", "scale", "categories", "limits", "format", "ticks", "tick_names", "sides"],
          "additionalProperties": false,
          "properties": {
            "label": { "type": "string" },
            "unit": { "type": ["string", "null"] },
            "scale": { "enum": ["linear", "log", "categories"] },
            "categories": { "type": "array", "items": { "type": "string" } },
            "limits": { "anyOf": [{ "$ref": "#/$defs/numbers" }, { "type": "null" }] },
            "format": { "$ref": "#/$defs/format" },
            "ticks": { "anyOf": [{ "$ref": "#/$defs/numbers" }, { "type": "null" }] },
            "tick_names": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] },
            "sides": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] }
          }
        },
        "figure": {
          "anyOf": [
            { "$ref": "#/$defs/curves" }, { "$ref": "#/$defs/forest" }, { "$ref": "#/$defs/chart" },
            { "$ref": "#/$defs/flow" }, { "$ref": "#/$defs/lanes" }
          ]
        },
        "curves": {
          "type": "object",
          "required": [
            "kind", "title", "notes", "y_label", "direction", "format", "top", "unit", "axis_unit", "level",
            "panels"
          ],
          "additionalProperties": false,
          "properties": {
            "kind": { "const": "curves" },
            "title": { "type": "string" },
            "notes": { "type": "array", "items": { "type": "string" } },
            "y_label": { "type": "string" },
            "direction": { "enum": ["falling", "rising"] },
            "format": { "$ref": "#/$defs/format" },
            "top": { "type": ["number", "null"] },
            "unit": { "$ref": "#/$defs/unit" },
            "axis_unit": { "$ref": "#/$defs/unit" },
            "level": { "type": ["number", "null"] },
            "panels": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["title", "origin", "landmark", "curves", "risk_table", "annotations"],
                "additionalProperties": false,
                "properties": {
                  "title": { "type": "string" },
                  "origin": { "type": "string" },
                  "landmark": { "type": ["number", "null"] },
                  "curves": { "type": "array", "items": { "$ref": "#/$defs/curve" } },
                  "risk_table": {
                    "type": "object",
                    "required": ["times", "at_risk", "events", "censored"],
                    "additionalProperties": false,
                    "properties": {
                      "times": { "$ref": "#/$defs/numbers" },
                      "at_risk": { "type": "array", "items": { "$ref": "#/$defs/numbers" } },
                      "events": { "type": "array", "items": { "$ref": "#/$defs/numbers" } },
                      "censored": { "type": "array", "items": { "$ref": "#/$defs/numbers" } }
                    }
                  },
                  "annotations": { "type": "array", "items": { "$ref": "#/$defs/annotation" } }
                }
              }
            }
          }
        },
        "curve": {
          "type": "object",
          "required": [
            "group", "start", "end", "initial", "median", "unstable_from", "time", "estimate", "lower",
            "upper", "simultaneous", "censored"
          ],
          "additionalProperties": false,
          "properties": {
            "group": { "type": "string" },
            "start": { "type": "number" },
            "end": { "type": "number" },
            "initial": { "type": ["number", "null"] },
            "median": { "type": ["number", "null"] },
            "unstable_from": { "type": ["number", "null"] },
            "time": { "$ref": "#/$defs/numbers" },
            "estimate": { "$ref": "#/$defs/numbers" },
            "lower": { "$ref": "#/$defs/numbers_or_null" },
            "upper": { "$ref": "#/$defs/numbers_or_null" },
            "simultaneous": {
              "anyOf": [
                {
                  "type": "object",
                  "required": ["lower", "upper"],
                  "additionalProperties": false,
                  "properties": {
                    "lower": { "$ref": "#/$defs/numbers_or_null" },
                    "upper": { "$ref": "#/$defs/numbers_or_null" }
                  }
                },
                { "type": "null" }
              ]
            },
            "censored": { "$ref": "#/$defs/numbers" }
          }
        },
        "forest": {
          "type": "object",
          "required": [
            "kind", "title", "notes", "row_header", "axis", "level", "no_effect", "below", "above",
            "weight_header", "columns", "lines", "annotations"
          ],
          "additionalProperties": false,
          "properties": {
            "kind": { "const": "forest" },
            "title": { "type": "string" },
            "notes": { "type": "array", "items": { "type": "string" } },
            "row_header": { "type": "string" },
            "axis": { "$ref": "#/$defs/axis" },
            "level": { "type": ["number", "null"] },
            "no_effect": { "type": ["number", "null"] },
            "below": { "type": "string" },
            "above": { "type": "string" },
            "weight_header": { "type": ["string", "null"] },
            "columns": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["header", "format", "side"],
                "additionalProperties": false,
                "properties": {
                  "header": { "type": "string" },
                  "format": { "$ref": "#/$defs/format" },
                  "side": { "enum": ["left", "right"] }
                }
              }
            },
            "lines": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["kind", "label", "indent", "cells", "estimate", "interval", "weight", "annotations"],
                "additionalProperties": false,
                "properties": {
                  "kind": { "enum": ["heading", "estimate", "pooled", "prediction"] },
                  "label": { "type": "string" },
                  "indent": { "type": "integer" },
                  "cells": {
                    "type": "array",
                    "items": { "anyOf": [{ "$ref": "#/$defs/quantity" }, { "type": "null" }] }
                  },
                  "estimate": { "anyOf": [{ "$ref": "#/$defs/quantity" }, { "type": "null" }] },
                  "interval": { "anyOf": [{ "$ref": "#/$defs/interval" }, { "type": "null" }] },
                  "weight": { "type": ["number", "null"] },
                  "annotations": { "type": "array", "items": { "$ref": "#/$defs/annotation" } }
                }
              }
            },
            "annotations": { "type": "array", "items": { "$ref": "#/$defs/annotation" } }
          }
        },
        "chart": {
          "type": "object",
          "required": ["kind", "title", "notes", "series", "ordered", "aside", "ramp", "panels"],
          "additionalProperties": false,
          "properties": {
            "kind": { "const": "chart" },
            "title": { "type": "string" },
            "notes": { "type": "array", "items": { "type": "string" } },
            "series": { "type": "array", "items": { "type": "string" } },
            "ordered": { "type": "boolean" },
            "aside": { "type": "integer" },
            "ramp": { "anyOf": [{ "$ref": "#/$defs/axis" }, { "type": "null" }] },
            "panels": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["title", "x", "y", "marks", "annotations"],
                "additionalProperties": false,
                "properties": {
                  "title": { "type": "string" },
                  "x": { "$ref": "#/$defs/axis" },
                  "y": { "$ref": "#/$defs/axis" },
                  "marks": { "type": "array", "items": { "$ref": "#/$defs/mark" } },
                  "annotations": { "type": "array", "items": { "$ref": "#/$defs/annotation" } }
                }
              }
            }
          }
        },
        "mark": {
          "anyOf": [
            {
              "type": "object",
              "required": ["shape", "series", "x", "y"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "points" },
                "series": { "type": ["integer", "null"] },
                "x": { "$ref": "#/$defs/numbers" },
                "y": { "$ref": "#/$defs/numbers" }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "x", "y"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "line" },
                "series": { "type": ["integer", "null"] },
                "x": { "$ref": "#/$defs/numbers" },
                "y": { "$ref": "#/$defs/numbers_or_null" }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "x", "y"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "steps" },
                "series": { "type": ["integer", "null"] },
                "x": { "$ref": "#/$defs/numbers" },
                "y": { "$ref": "#/$defs/numbers_or_null" }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "x", "lower", "upper"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "ribbon" },
                "series": { "type": ["integer", "null"] },
                "x": { "$ref": "#/$defs/numbers" },
                "lower": { "$ref": "#/$defs/numbers_or_null" },
                "upper": { "$ref": "#/$defs/numbers_or_null" }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "x", "lower", "upper"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "step_ribbon" },
                "series": { "type": ["integer", "null"] },
                "x": { "$ref": "#/$defs/numbers" },
                "lower": { "$ref": "#/$defs/numbers_or_null" },
                "upper": { "$ref": "#/$defs/numbers_or_null" }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "direction", "at", "lower", "upper"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "intervals" },
                "series": { "type": ["integer", "null"] },
                "direction": { "enum": ["horizontal", "vertical"] },
                "at": { "$ref": "#/$defs/numbers" },
                "lower": { "$ref": "#/$defs/numbers_or_null" },
                "upper": { "$ref": "#/$defs/numbers_or_null" }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "direction", "at", "from", "to", "labels"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "bars" },
                "series": { "type": ["integer", "null"] },
                "direction": { "enum": ["horizontal", "vertical"] },
                "at": { "$ref": "#/$defs/numbers" },
                "from": { "$ref": "#/$defs/numbers" },
                "to": { "$ref": "#/$defs/numbers" },
                "labels": {
                  "anyOf": [
                    {
                      "type": "object",
                      "required": ["values", "format", "place"],
                      "additionalProperties": false,
                      "properties": {
                        "values": { "type": "array", "items": { "$ref": "#/$defs/quantity" } },
                        "format": { "$ref": "#/$defs/format" },
                        "place": { "enum": ["middle", "end"] }
                      }
                    },
                    { "type": "null" }
                  ]
                }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "direction", "at", "label"],
              "additionalProperties": false,
              "properties": {
                "shape": { "const": "reference" },
                "series": { "type": ["integer", "null"] },
                "direction": { "enum": ["horizontal", "vertical"] },
                "at": { "$ref": "#/$defs/numbers" },
                "label": { "type": "string" }
              }
            },
            {
              "type": "object",
              "required": ["shape", "series", "x", "y", "values", "format"],
              "additionalProperties": false,
              "properties": {
                "shape": { "enum": ["values", "cells"] },
                "series": { "type": ["integer", "null"] },
                "x": { "$ref": "#/$defs/numbers" },
                "y": { "$ref": "#/$defs/numbers" },
                "values": { "type": "array", "items": { "$ref": "#/$defs/quantity" } },
                "format": { "$ref": "#/$defs/format" }
              }
            }
          ]
        }
    """#
}
