import Analyses
import Cohorts
import OrderedCollections
import Reports
import Scripting

/// One parameter of a script as a field of a form.
struct ScriptFormField {
  private let parameter: ScriptParameter
  private let cohort: Cohort

  init(_ parameter: ScriptParameter, on cohort: Cohort) {
    self.parameter = parameter
    self.cohort = cohort
  }

  private var id: String { "p-\(parameter.name)" }
  private var usual: String { parameter.fallback.map(ScriptParameter.text(of:)) ?? "" }

  /// What tells the program what to do with the field.
  private var attributes: String {
    var pairs = [
      ("id", id), ("data-option", "--param"), ("data-name", parameter.name), ("data-kind", parameter.kind.rawValue),
      ("data-usual", usual), ("data-expected", parameter.expected), ("aria-describedby", "\(id)-fault"),
    ]
    let ends = [
      ("from", parameter.range.from), ("to", parameter.range.to), ("above", parameter.range.above),
      ("below", parameter.range.below),
    ]
    for case (let name, let number?) in ends { pairs.append(("data-\(name)", Argument.number(number).source)) }
    if parameter.fallback == nil { pairs.append(("data-needed", "true")) }
    return pairs.map { "\($0)=\"\($1.neutralised.escapedForMarkup)\"" }.joined(separator: " ")
  }

  /// The field with its name, what it means, and a place for what is wrong with it.
  var markup: String {
    """
    <div class="field">
    \(labelled)
    <p class="fault" id="\(id.escapedForMarkup)-fault"></p>
    <p class="prose">\(parameter.prose.neutralised.escapedForMarkup)</p>
    </div>

    """
  }

  private var labelled: String {
    let name = parameter.name.escapedForMarkup
    let remark = "<span class=\"remark\">\(parameter.remark.neutralised.escapedForMarkup)</span>"
    if parameter.kind == .flag {
      let checked = parameter.fallback == .flag(true) ? " checked" : ""
      return "<label><input type=\"checkbox\" \(attributes)\(checked)/> \(name) \(remark)</label>"
    }
    return "<label for=\"\(id.escapedForMarkup)\">\(name) \(remark)</label>\n\(control)"
  }

  private var control: String {
    switch parameter.kind {
    case .endpoint: select(cohort.dictionary.endpoints.map { ($0.key, $0.value.label) })
    case .column: select(columns)
    case .choice: select(parameter.choices.map { ($0, nil) })
    case .columns: "\(input)\n\(adder)"
    case .number, .numbers, .integer, .flag, .text: input
    }
  }

  private var input: String { "<input \(attributes) value=\"\(usual.neutralised.escapedForMarkup)\"/>" }

  /// The columns of the subjects, each with its label and unit.
  private var columns: [(name: String, label: String?)] {
    cohort.columnNames.map { name in
      let described = cohort.dictionary.columns[name]
      let words = [described?.label, described?.unit].compactMap(\.self).joined(separator: ", ")
      return (name, words.isEmpty ? nil : words)
    }
  }

  private func options(_ choices: [(name: String, label: String?)], chosen: String) -> String {
    choices.map { name, label in
      let words = [name, label == name ? "" : label ?? ""].filter { !$0.isEmpty }.joined(separator: " – ")
      return "<option value=\"\(name.escapedForMarkup)\"\(name == chosen ? " selected" : "")>"
        + "\(words.neutralised.escapedForMarkup)</option>"
    }.joined(separator: "\n")
  }

  /// A list to choose one from; the default stands in it even where the cohort does not have it.
  private func select(_ choices: [(name: String, label: String?)]) -> String {
    var choices = choices
    if !choices.contains(where: { $0.name == usual }) {
      choices.insert((usual, usual.isEmpty ? "choose one" : "not in this cohort"), at: 0)
    }
    return "<select \(attributes)>\n\(options(choices, chosen: usual))\n</select>"
  }

  /// A list whose columns are put behind those that the field names.
  private var adder: String {
    "<select class=\"adder\" data-adds=\"\(id.escapedForMarkup)\" aria-label=\"Add a column\">\n<option value=\"\">add a column</option>\n"
      + "\(options(columns, chosen: ""))\n</select>"
  }
}
