import Analyses
import Cohorts
import Lua

/// A type of parameter that scripts can declare.
struct ParameterKind: Sendable {
  /// The name of the type.
  let name: String
  /// What is given for it, in a few words.
  let summary: String
  /// The name that a parameter of the type has where the script gives it none.
  var usualName: String?
  /// What may be said of it beside its name, type and prose.
  var fields: [String] = ["default", "default_sas", "optional"]
  /// Makes the parameter.
  let make: @Sendable (ParameterFields) throws -> DeclaredParameter

  /// All types, in the order of help.
  static let all: [ParameterKind] = ofCohort + ofValues

  /// What every parameter may say.
  static let common = ["name", "type", "prose"]
}

/// What a script says of one parameter.
struct ParameterFields {
  let fields: Fields
  let kind: ParameterKind
  let name: String
  let prose: String
  let fallback: ParameterDeclaration.Fallback

  /// What the type's own words are replaced by, where the script says something.
  func prose(_ usual: String) -> String { prose.isEmpty ? usual : prose }

  /// What holds without an argument, where the type says that it may be left out.
  var optional: ParameterDeclaration.Fallback { fallback == .required ? .none : fallback }

  func range() throws -> OpenRange {
    for (one, other) in [("from", "above"), ("to", "below")] where fields[one] != nil && fields[other] != nil {
      throw fields.fault("it should have \"\(one)\" or \"\(other)\", and not both")
    }
    let least = try fields.number("from") ?? fields.number("above")
    let most = try fields.number("to") ?? fields.number("below")
    let (one, other) = (fields["from"] == nil ? "above" : "from", fields["to"] == nil ? "below" : "to")
    let isOpen = one == "above" || other == "below"
    if let least, let most, least > most || isOpen && least == most {
      throw fields.fault(
        "\"\(one)\" should be \(isOpen ? "less" : "no more") than \"\(other)\", found \(Argument.number(least).source) and "
          + Argument.number(most).source)
    }
    return OpenRange(
      from: try fields.number("from"), to: try fields.number("to"), above: try fields.number("above"),
      below: try fields.number("below"))
  }

  func cases() throws -> [ParameterDeclaration.NamedChoice] {
    let shape = "a list such as { { \"log\", \"symmetric for log S\" }, … }"
    guard let list = try fields.list("choices", of: "choices"), !list.isEmpty else {
      throw fields.missing("choices", "what can be chosen, \(shape).")
    }
    return try list.enumerated().map { place, value in
      let pair = try NamePair(value, at: "\(fields.place): choice \(place + 1)", second: "summary")
      return ParameterDeclaration.NamedChoice(pair.name, pair.words)
    }
  }
}

/// A name with what it means, written `{ "log", "symmetric for log S" }` or with both named.
struct NamePair {
  let name: String
  let words: String
  let fields: Fields

  init(_ value: LuaValue, at place: String, second: String, besides known: [String] = []) throws {
    let example = "{ \"name\", \"what it means\" }"
    var fields = try Fields(value, at: place, known: ["name", second] + known, such: example, isOpen: true)
    let texts = try fields.positional.map { element in
      guard case .string(let text) = element else {
        throw fields.fault("it should be \(example), found \(element.words)")
      }
      return text
    }
    guard texts.count <= 2 else { throw fields.fault("it should be \(example), found \(texts.count) values") }
    guard let name = try texts.first ?? fields.text("name"), !name.isEmpty else {
      throw fields.missing("name", "it should be \(example).")
    }
    fields.place += " (\"\(name)\")"
    guard let words = try texts.dropFirst().first ?? fields.text(second), !words.isEmpty else {
      throw fields.missing(second, "what it means, as in { \"\(name)\", \"…\" }.")
    }
    self.name = name
    self.words = words
    self.fields = fields
  }
}

// MARK: - What is asked of the cohort

extension ParameterKind {
  fileprivate static let ofCohort: [ParameterKind] = [
    ParameterKind(
      name: "endpoint", summary: "an endpoint, with what happens on the way", usualName: "endpoint", fields: []
    ) { _ in
      .endpoint
    },
    ParameterKind(name: "endpoints", summary: "several endpoints, in order") { given in
      DeclaredParameter(.endpoints(given.name, given.prose, fallback: given.fallback)) { requests in
        .table(LuaTable(requests.map { EndpointObject.type.wrap(EndpointObject($0)) }))
      }
    },
    ParameterKind(
      name: "outcome", summary: "what names which event it was", usualName: "outcome", fields: []
    ) { _ in DeclaredParameter(.outcome()) { LuaValue($0) } },
    ParameterKind(name: "groups", summary: "groups by columns or expressions, crossed", usualName: "by") { given in
      .several(
        .columns(
          given.name,
          given.prose(
            "The groups to compare: a column, an expression such as \"age >= 18\", or a list of them, crossed."),
          fallback: given.fallback), .groups)
    },
    ParameterKind(name: "group", summary: "groups by one column or expression", usualName: "by") { given in
      .one(
        .expression(
          given.name, given.prose("The groups to compare: a column, or an expression such as \"age >= 18\"."),
          fallback: given.fallback), .groups)
    },
    ParameterKind(name: "strata", summary: "strata, which may be left out", usualName: "strata") { given in
      .several(
        .columns(
          given.name,
          given.prose(
            "Strata: a column, an expression, or a list of them, crossed; such as \"trial\" in a pooled cohort."),
          fallback: given.optional), .strata)
    },
    ParameterKind(name: "covariates", summary: "columns or expressions that are adjusted for", usualName: "covariates")
    { given in
      .several(
        .columns(
          given.name, given.prose("What is adjusted for: a column, an expression, or a list of them."),
          fallback: given.fallback), .groups)
    },
    ParameterKind(
      name: "column", summary: "a column by its name", fields: ["default", "default_sas", "optional", "unit"]
    ) { given in
      .one(.column(given.name, given.prose, unit: try given.fields.text("unit"), fallback: given.fallback), .other)
    },
    ParameterKind(name: "columns", summary: "columns or expressions") { given in
      .several(.columns(given.name, given.prose, fallback: given.fallback), .other)
    },
    ParameterKind(name: "expression", summary: "a column, or an expression over columns") { given in
      .one(.expression(given.name, given.prose, fallback: given.fallback), .other)
    },
    ParameterKind(
      name: "exposures", summary: "names, each with the column of the day from which on it holds", fields: []
    ) { given in
      DeclaredParameter(.exposures(given.name, given.prose)) { LuaValue(texts: $0.map { ($0.name, $0.day) }) }
    },
    ParameterKind(name: "levels", summary: "columns, each with one of its levels", fields: []) { given in
      DeclaredParameter(.levels(given.name, given.prose)) { levels in
        LuaValue(texts: levels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      }
    },
  ]
}

// MARK: - Values

extension ParameterKind {
  private static let ranged = ["default", "default_sas", "optional", "from", "to", "above", "below", "unit"]

  fileprivate static let ofValues: [ParameterKind] = [
    ParameterKind(name: "number", summary: "a number", fields: ranged) { given in
      DeclaredParameter(
        .number(
          given.name, given.prose, in: try given.range(), unit: try given.fields.text("unit"), fallback: given.fallback)
      ) { $0.map(LuaValue.number) ?? .nil }
    },
    ParameterKind(name: "numbers", summary: "one or several numbers", fields: ranged) { given in
      DeclaredParameter(
        .numbers(
          given.name, given.prose, in: try given.range(), unit: try given.fields.text("unit"), fallback: given.fallback)
      ) { .table(LuaTable($0.map(LuaValue.number))) }
    },
    ParameterKind(name: "integer", summary: "a whole number", fields: ranged) { given in
      DeclaredParameter(
        .integer(
          given.name, given.prose, in: try given.range(), unit: try given.fields.text("unit"), fallback: given.fallback)
      ) { $0.map(LuaValue.integer) ?? .nil }
    },
    ParameterKind(name: "level", summary: "the level of confidence intervals", usualName: "level", fields: ["default"])
    { given in
      DeclaredParameter(.level(default: try given.fields.number("default") ?? 0.95)) { .number($0) }
    },
    ParameterKind(name: "flag", summary: "true or false", fields: ["default"]) { given in
      DeclaredParameter(.flag(given.name, given.prose, default: try given.fields.flag("default") ?? false)) {
        .boolean($0)
      }
    },
    ParameterKind(
      name: "choice", summary: "one of several names", fields: ["default", "default_sas", "optional", "choices"]
    ) { given in
      DeclaredParameter(.choice(given.name, given.prose, among: try given.cases(), fallback: given.fallback)) {
        LuaValue($0)
      }
    },
    ParameterKind(
      name: "choices", summary: "some of several names", fields: ["default", "default_sas", "optional", "choices"]
    ) { given in
      DeclaredParameter(.choices(given.name, given.prose, among: try given.cases(), fallback: given.fallback)) {
        .table(LuaTable($0.map(LuaValue.string)))
      }
    },
    ParameterKind(
      name: "unit", summary: "a unit of time in which something is shown", usualName: "display_unit", fields: []
    ) { given in
      DeclaredParameter(
        .displayUnit(
          given.name,
          given.prose("The unit in which durations are shown; the recorded unit without it."))
      ) { LuaValue($0?.rawValue) }
    },
    ParameterKind(name: "text", summary: "a text") { given in
      DeclaredParameter(.text(given.name, given.prose, fallback: given.fallback)) { LuaValue($0) }
    },
    ParameterKind(name: "texts", summary: "one or several texts") { given in
      DeclaredParameter(.texts(given.name, given.prose, fallback: given.fallback)) {
        .table(LuaTable($0.map(LuaValue.string)))
      }
    },
  ]
}

// MARK: - Reading

extension DeclaredParameter {
  /// What others call the fields of a parameter.
  private static let elsewhere = [
    "min": "from", "minimum": "from", "max": "to", "maximum": "to", "description": "prose", "help": "prose",
    "values": "choices", "allowed": "choices", "options": "choices", "enum": "choices", "kind": "type",
    "required": "optional",
  ]

  /// Reads what a script says of a parameter.
  ///
  /// - Parameters:
  ///   - value: The table.
  ///   - number: Its place among the parameters, from 1.
  ///   - analysis: The name of the analysis.
  /// - Throws: ``FieldFault``.
  init(_ value: LuaValue, number: Int, of analysis: String) throws {
    let place = "\(AnalysisDeclaration.function) \"\(analysis)\": parameter \(number)"
    let example = "{ name = \"threshold\", type = \"number\", default = 0, prose = \"…\" }"
    let everything = ParameterKind.common + Set(ParameterKind.all.flatMap(\.fields)).sorted()
    let open = try Fields(value, at: place, known: everything, such: example, elsewhere: Self.elsewhere)
    let types = ParameterKind.all.map(\.name)
    let type = try open.text("type", "one of \(types.joined(separator: ", ")).")
    guard let kind = ParameterKind.all.first(where: { $0.name == type }) else {
      throw FieldFault.unknown("type", type, among: types, at: place)
    }
    guard let name = try open.text("name") ?? kind.usualName else {
      throw open.missing("name", "the name by which the argument is given.")
    }
    let named = "\(place) (\"\(name)\")"
    let fields = try Fields(
      value, at: named, known: ParameterKind.common + kind.fields, such: example, elsewhere: Self.elsewhere)
    guard name.isPlainName else { throw fields.fault("its name should be letters in lower case, digits and _") }
    if kind.name == "endpoint" || kind.name == "outcome" || kind.name == "level", name != kind.usualName {
      throw fields.fault("a parameter of type \"\(kind.name)\" is always named \"\(kind.name)\"")
    }
    let hasWords = kind.usualName != nil
    let prose = hasWords ? try fields.text("prose") ?? "" : try fields.text("prose", "what it means, as a sentence.")
    func fallback(_ key: String) throws -> Argument? {
      try fields[key].flatMap { try Argument($0, named: key, of: named) }
    }
    let given = ParameterFields(
      fields: fields, kind: kind, name: name, prose: prose,
      fallback: ParameterDeclaration.fallback(
        try fallback("default"), sas: try fallback("default_sas"),
        isRequired: try fields.flag("optional") != true))
    self = try kind.make(given)
    if let fault = parameter.faultOfDefault(analysis: analysis) {
      throw fields.fault("its default is no value of it: \(fault)")
    }
  }
}

extension String {
  /// Whether it is letters in lower case, digits and underscores, and begins with a letter.
  var isPlainName: Bool {
    let isName = utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "_")
    }
    return isName && utf8.first.map { $0 >= UInt8(ascii: "a") } == true
  }
}
