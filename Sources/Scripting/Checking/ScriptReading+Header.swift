import Analyses
public import Cohorts
import LuaSyntax

/// The header against the code, and against the cohort where there is one.
extension ScriptReading {
  func checkHeader(_ header: ScriptHeader) {
    if header.title.isEmpty {
      report(
        .noTitle, .warning,
        "the script says nowhere what it answers; begin it with a line such as --- Does response differ by age?",
        at: chunk.source.range(ofLine: 1))
    }
    checkParameters(header)
    for (place, need) in header.needs.enumerated() { check(need, at: place, header) }
    if !header.title.isEmpty { checkUndeclaredNeeds(header) }
    if let cohort = check.cohort {
      checkNeeds(header, of: cohort)
      checkDefaults(header, of: cohort)
    }
  }

  private func checkParameters(_ header: ScriptHeader) {
    guard let parametersRead else { return }
    let needed = Set(header.needs.compactMap(\.parameter))
    for parameter in header.parameters where !parametersRead.contains(parameter.name) {
      guard !needed.contains(parameter.name) else { continue }
      report(
        .unusedParameter, .warning, "parameter \"\(parameter.name)\" is declared, but the code never reads it",
        at: line(of: "\(parameter.name) ("))
    }
  }

  private func check(_ need: ScriptHeader.Need, at place: Int, _ header: ScriptHeader) {
    let range = line(of: need)
    if let parameter = need.parameter {
      let known = header.parameters.map(\.name)
      guard !known.contains(parameter) else { return }
      return report(
        .undeclaredParameter, .error,
        "the header declares no parameter \"\(parameter)\"" + suggestion(parameter, among: known), at: range)
    }
    let isTable = if case .table = need { true } else { false }
    let isDefault = header.parameters.contains { $0.fallback?.elements.contains(.text(need.name)) == true }
    let isNamed = names.mentioned[need.name] != nil || names.used.contains { $0.need == need }
    guard !isNamed, !isDefault, !(isTable && names.findsTables) else { return }
    report(
      .needlessNeed, .warning,
      "the header says that the script needs \(need.words), but the code never names it", at: range)
  }

  /// Names that the code takes for granted, and the header does not tell.
  private func checkUndeclaredNeeds(_ header: ScriptHeader) {
    let declared = Set(header.needs)
    let missing = needs.filter { !declared.contains($0.need) }
    guard let first = missing.first else { return }
    let words = missing.map(\.need.words).joined(separator: ", ")
    let them = missing.count == 1 ? "it" : "them"
    report(
      .missingNeed, .warning,
      "the header should say under Needs: that the script needs \(words); a run then checks \(them) first",
      at: first.range)
  }

  /// What the code takes for granted of the cohort, where it first names it.
  var needs: [ScriptNames.Use] {
    names.used.filter { use in
      let name = use.need.name
      let isColumn = if case .column = use.need { true } else { false }
      let isEndpoint = if case .endpoint = use.need { true } else { false }
      if isEndpoint, names.addsUnknown { return false }
      // What the cohort does not have is an error where it stands.
      if let cohort = check.cohort, (try? use.need.find(in: cohort)) == nil { return false }
      return !names.made.contains(name) && !names.guarded.contains(name)
        && !(names.guardsOthers && (isColumn || names.mayGuard(name)))
    }
  }

  /// What the cohort lacks of what the script needs with the defaults of its parameters.
  private func checkNeeds(_ header: ScriptHeader, of cohort: Cohort) {
    let defaults = header.parameters.compactMap { parameter in
      parameter.fallback.map { Argument.Entry(parameter.name, $0) }
    }
    let resolved = header.needs.flatMap { need in ScriptHeader.resolved(need, defaults).map { (need, $0) } }
    for (need, resolved) in resolved where resolved.parameter == nil {
      do { try resolved.find(in: cohort) } catch {
        report(
          need.code, .error,
          "the script needs \(resolved.words), which cohort \"\(cohort.name)\" does not have: \(error)",
          at: line(of: need))
      }
    }
  }

  /// The line of the header that says a need.
  private func line(of need: ScriptHeader.Need) -> Range<Int> {
    line { ScriptHeader.Need($0) == need }
  }

  /// Defaults of parameters that name what the cohort lacks, and that no need has told of.
  private func checkDefaults(_ header: ScriptHeader, of cohort: Cohort) {
    guard !requiresOthers, !names.addsColumns, !names.addsUnknown, !names.guardsOthers else { return }
    let needed = Set(header.needs.compactMap(\.parameter))
    for parameter in header.parameters where !needed.contains(parameter.name) {
      guard parametersRead?.contains(parameter.name) != false else { continue }
      for case .text(let name) in parameter.fallback?.elements ?? []
      where !names.made.contains(name) && !names.guarded.contains(name) {
        guard let need = parameter.kind.need(name), !header.needs.contains(need) else { continue }
        do { try need.find(in: cohort) } catch {
          report(
            need.code, .error, "the default of parameter \"\(parameter.name)\" names what is not there: \(error)",
            at: line(of: "\(parameter.name) ("))
        }
      }
    }
  }

  /// The line of the header that begins so.
  private func line(of beginning: String) -> Range<Int> {
    line { $0.split(separator: " ").joined(separator: " ").hasPrefix(beginning) }
  }

  private func line(where isIt: (String) -> Bool) -> Range<Int> {
    for number in 1...max(chunk.source.lineCount, 1) {
      let line = chunk.source.line(number)
      guard line.hasPrefix("---") else { break }
      if isIt(line.dropFirst(3).trimmed()) { return chunk.source.range(ofLine: number) }
    }
    return chunk.source.range(ofLine: 1)
  }
}

extension ScriptHeader {
  /// Whether it says no more than what the text is about.
  var isPlain: Bool { needs.isEmpty && parameters.isEmpty && sample.isEmpty }
}

extension ScriptParameter.Kind {
  /// What a value of the kind asks of a cohort; `nil` where it asks nothing.
  fileprivate func need(_ name: String) -> ScriptHeader.Need? {
    switch self {
    case .endpoint: .endpoint(name)
    case .column, .columns: .column(name)
    case .number, .numbers, .integer, .flag, .choice, .text: nil
    }
  }
}

extension ScriptHeader.Need {
  /// Looks it up in a cohort.
  ///
  /// - Parameter cohort: The cohort.
  /// - Throws: `CohortError` where it is not there.
  public func find(in cohort: Cohort) throws {
    switch self {
    case .endpoint(let name): _ = try cohort.times(of: Formula.request(name))
    case .column(let name): _ = try cohort.resolve(ColumnRequest(name))
    case .table(let name): _ = try cohort.linkedTable(name)
    }
  }

  fileprivate var code: ScriptFinding.Code {
    switch self {
    case .endpoint: .unknownEndpoint
    case .column: .unknownColumn
    case .table: .unknownTable
    }
  }
}
