import Analyses
import Cohorts

/// Tables of which it is declared what fields they have, such as figures and their parts.
extension ScriptReading {
  /// Checks a table against what is declared of it.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - shapes: What it may be; where there are several, one field says which.
  ///   - place: Where it stands in what the function is given, for messages.
  ///   - range: Where it stands in the script.
  func check(_ table: KnownTable, against shapes: [HostDeclaration], of place: String, at range: Range<Int>) {
    guard table.items.isEmpty, let (shape, place) = shape(of: table, among: shapes, at: place, range) else { return }
    let known = shape.members.map(\.name)
    for entry in table.entries {
      guard let member = shape.members.first(where: { $0.name == entry.name }) else {
        report(
          .unknownArgument, .error, "\(FieldFault.unknown("field", entry.name, among: known, at: place))",
          at: entry.keyRange)
        continue
      }
      check(entry, of: LuaType(member.luaType), at: place)
    }
    guard !table.isOpen else { return }
    for member in shape.members where !LuaType(member.luaType).mayBe(.nil) && table[member.name] == nil {
      let isMisspelt = table.entries.contains {
        !known.contains($0.name) && Nearest.name(to: $0.name, among: known) == member.name
      }
      guard !isMisspelt else { continue }
      report(
        .missingArgument, .error,
        "\(FieldFault(place: place, fault: "\"\(member.name)\" is missing: \(member.prose)"))",
        at: range)
    }
  }

  private func check(_ entry: KnownTable.Entry, of type: LuaType, at place: String) {
    if let argument = entry.value.argument, !type.accepts(argument) {
      let words = type.mayBe(.any) ? "of another kind" : type.words
      report(
        .wrongArgument, .error,
        "\(FieldFault(place: place, fault: "\"\(entry.name)\" should be \(words), found \(argument.source)"))",
        at: entry.valueRange)
      return
    }
    guard case .table(let inner) = entry.value else { return }
    if let element = type.elementOfShape {
      let one = entry.name.hasSuffix("s") ? String(entry.name.dropLast()) : entry.name
      for (number, item) in inner.items.enumerated() {
        guard case .table(let table) = item.value else { continue }
        check(table, against: element.shapes, of: "\(place): \(one) \(number + 1)", at: item.range)
      }
    } else if !type.shapes.isEmpty, inner.items.isEmpty {
      check(inner, against: type.shapes, of: "\(place): \"\(entry.name)\"", at: entry.valueRange)
    }
  }

  /// Which of several a table is, by the field that says so, and how messages name its place then.
  private func shape(
    of table: KnownTable, among shapes: [HostDeclaration], at place: String, _ range: Range<Int>
  ) -> (HostDeclaration, String)? {
    guard shapes.count > 1, let field = shapes[0].members.first, shapes[0].word(under: field.name) != nil else {
      return shapes.first.map { ($0, place) }
    }
    guard let entry = table[field.name] else {
      guard !table.isOpen else { return nil }
      if LuaType(field.luaType).mayBe(.nil) { return (shapes[0], place) }
      let words = shapes.compactMap { $0.word(under: field.name) }
      let fault = "\"\(field.name)\" is missing: one of \(words.joined(separator: ", "))."
      report(.missingArgument, .error, "\(FieldFault(place: place, fault: fault))", at: range)
      return nil
    }
    guard let word = entry.value.text else { return nil }
    if let shape = shapes.first(where: { $0.word(under: field.name) == word }) {
      return (shape, field.name == "kind" ? place : "\(place) (\(word))")
    }
    let words = shapes.compactMap { $0.word(under: field.name) }
    report(
      .notAChoice, .error, "\(FieldFault.unknown(field.name, word, among: words, at: place))", at: entry.valueRange)
    return nil
  }
}
