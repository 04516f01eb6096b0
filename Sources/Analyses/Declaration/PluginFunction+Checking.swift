import Cohorts

extension PluginFunction {
  /// Checks one argument as a call would, before there is a cohort to look at.
  ///
  /// - Parameter argument: The argument by its name.
  /// - Throws: ``ArgumentError`` where there is no parameter of the name, or it does not take the value.
  public func check(_ argument: Argument.Entry) throws {
    let known = parameters.map(\.declaration.name)
    guard let parameter = parameters.first(where: { $0.declaration.name == argument.name }) else {
      throw ArgumentError.unknownParameter(argument.name, analysis: name, known: known)
    }
    var byName = [argument.name: argument.value]
    try Arguments.takeApartFormula(&byName, analysis: name, known: known)
    guard byName[argument.name] == argument.value else {
      for (name, value) in byName { try check(Argument.Entry(name, value)) }
      return
    }
    _ = try parameter.decode(argument.value, name)
  }
}
