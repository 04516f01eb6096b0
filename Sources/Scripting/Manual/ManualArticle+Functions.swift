public import Analyses

extension ManualArticle {
  /// The article on a module: what it offers.
  public init(_ module: ModuleDeclaration) {
    self.init(
      module.name, module.summary, [.entries(module.functions.map { Entry($0.name, $0.summary) }, .article)])
  }

  /// The article on a function: what it does, what it takes with types, units and defaults, and what it gives.
  public init(_ function: FunctionDeclaration) {
    var blocks = function.details.split(separator: "\n").map { Block.paragraph(String($0)) }
    let operands = function.operands.map { operand in
      Entry(operand.name, remark: operand.luaType, operand.prose)
    }
    let parameters = function.parameters.map { Entry($0, of: function.name) }
    blocks += [.heading("Arguments"), .entries(operands + parameters, .argument)]
    if !function.statistics.isEmpty {
      let statistics = function.statistics.map {
        Entry($0.name, topic: "\(function.name).\($0.name)", $0.meaning)
      }
      blocks += [.heading("Statistics"), .entries(statistics, .statistic)]
    }
    if !function.gives.isEmpty {
      let given = function.gives.map {
        Entry($0.name, topic: "\(function.name).\($0.name)", remark: $0.kind.rawValue, $0.meaning)
      }
      blocks += [.heading("Gives a cohort with"), .entries(given, .given)]
    }
    if function.kind == .kernel {
      blocks += [.heading("Gives"), .entries([Entry(function.result, function.meaning)], .point)]
    }
    if !function.terms.isEmpty {
      let terms = function.terms.map { "\($0.name) (\($0.meaning))" }
      blocks.append(.paragraph("For: \(terms.joined(separator: ", "))."))
    }
    blocks += [.heading("Example"), .code(Self.example(of: function)), .paragraph("Since \(function.since).")]
    self.init(function.name, also: [function.function], function.summary, blocks)
    terms = function.terms.map { NamedTerm(term: $0, entry: Entry(function.name, function.summary)) }
  }

  /// The example of a function as a script writes it, an argument a line where it is long.
  private static func example(of function: FunctionDeclaration) -> String {
    guard function.call.count > 90, !function.example.isEmpty else { return function.call }
    let operands = function.operands.compactMap(\.example).map { "\($0), " }.joined()
    let arguments = function.example.map { "  \(Argument.key($0.name)) = \($0.value.source),\n" }.joined()
    return "\(function.name)(\(operands){\n\(arguments)})"
  }
}

extension ManualArticle.Entry {
  /// What is declared of an argument.
  init(_ parameter: ParameterDeclaration, of function: String) {
    let fallback =
      switch parameter.fallback {
      case .required: "; required"
      case .none: ""
      case .value(let value): "; default \(value.source)"
      case .profile(let r, let sas): "; default \(r.source), under the SAS profile \(sas.source)"
      }
    self.init(
      Argument.key(parameter.name), topic: "\(function).\(parameter.name)", remark: parameter.expected + fallback,
      parameter.prose + (parameter.unit.map { " In \($0)." } ?? ""),
      choices: parameter.choices.map { Choice(Argument.text($0.name).source, $0.summary) })
  }
}
