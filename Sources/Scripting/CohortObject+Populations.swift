import Analyses
import Cohorts
import Lua

extension CohortObject {
  /// `cohort:population(name)`: the subjects of a population of the dictionary.
  func population(_ arguments: [LuaValue]) throws -> LuaValue {
    let restricted = try cohort.population(arguments.text(0, of: "cohort:population", "the population"))
    if let step = restricted.flow.last { host.note(step) }
    return with(restricted)
  }

  /// `cohort:has_role(table, role)`: whether a linked table has a variable that plays a role.
  func hasRole(_ arguments: [LuaValue]) throws -> LuaValue {
    let function = "cohort:has_role"
    let table = try arguments.text(0, of: function, "the table")
    let name = try arguments.text(1, of: function, "the role")
    guard let role = ColumnRole(rawValue: name) else {
      let roles = ColumnRole.allCases.map(\.rawValue)
      throw CallError.wrongKind(
        function, argument: "the role", expected: "one of \(roles.joined(separator: ", "))",
        found: Argument.text(name).source)
    }
    return .boolean(cohort.column(playing: role, inTable: table) != nil)
  }

  /// What the declaration says of both.
  static let populationMembers: [HostDeclaration.Member] = [
    .function(
      "population", [("name", "string", "Its name in the dictionary, such as safety.")], returns: "workbench.Cohort",
      "The subjects of a population; those of whom it is unknown whether they belong to it are left out and counted.",
      example: "local treated = cohort.populations[1] and cohort:population(cohort.populations[1])"),
    .function(
      "has_role",
      [
        ("table", "string", "A linked table."),
        ("role", "string", "What a variable is for, such as grade, serious or treatment_emergent."),
      ], returns: "boolean",
      "Whether a linked table has a variable for something, by its role in the dictionary or a usual name.",
      example: "local graded = cohort:has_role(\"adverse_events\", \"grade\")"),
  ]
}
