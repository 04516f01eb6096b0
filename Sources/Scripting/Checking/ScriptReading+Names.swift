import Analyses
import Cohorts
import LuaSyntax

/// Names that do not exist, and names that nobody uses.
extension ScriptReading {
  /// Globals that the sandbox does not have, and assignments to what is not declared.
  func checkNames() {
    let known = SandboxNames.all.globals
    guard !known.isEmpty else { return }
    let declared = chunk.locals.map(\.name)
    for use in chunk.globals where !known.contains(use.name) || use.isAssigned {
      if use.isAssigned {
        guard use.name != "_ENV" else { continue }
        let isKnown = known.contains(use.name)
        let message =
          isKnown
          ? "\"\(use.name)\" is Lua's own and cannot be assigned; choose another name"
          : "\"\(use.name)\" is not declared: write local \(use.name)" + suggestion(use.name, among: declared)
        report(.undeclaredAssignment, .error, message, at: use.range)
      } else if use.name != "_ENV" {
        unknown(use, among: known + declared)
      }
    }
  }

  private func unknown(_ use: LuaGlobalUse, among known: [String]) {
    let names = UnknownNames(modules: check.moduleNames, cohort: check.cohort, seen: known)
    let before = chunk.locals.last { $0.name == use.name && $0.range.lowerBound < use.range.lowerBound }
    var message = names.message(on: use.name)
    if let hidden = before ?? chunk.locals.first(where: { $0.name == use.name }) {
      let line = chunk.source.position(of: hidden.range.lowerBound).line
      message = "unknown name \"\(use.name)\"; the local of line \(line) cannot be seen here"
    }
    let isLuas = UnavailableNames.reason(use.name) != nil
    report(isLuas ? .unavailable : .unknownName, .error, message + hintOfComment(before: use), at: use.range)
  }

  /// What is said where a name is what a line is divided by, as with a comment in another language's manner.
  private func hintOfComment(before use: LuaGlobalUse) -> String {
    let line = chunk.source.position(of: use.range.lowerBound).line
    let start = chunk.source.range(ofLine: line).lowerBound
    let before = chunk.source.text(start..<use.range.lowerBound)
    return before.replacing(/\s+$/, with: "").hasSuffix("//") ? "; a comment begins with --, not with //" : ""
  }

  /// Locals that are never read.
  func checkLocals() {
    for (id, local) in chunk.locals.enumerated() where local.reads == 0 && !local.name.hasPrefix("_") {
      guard local.kind == .variable || local.kind == .function, local.attribute != .close else { continue }
      switch value(ofLocal: id) {
      case .module(let name):
        report(.unusedModule, .warning, "module \"\(name)\" is required and never used", at: local.range)
      case .result(let function?):
        report(
          .unusedResult, .warning,
          "the result of \(function.name) is never used; report:add(\(local.name)) shows it", at: local.range)
      default:
        let what = local.kind == .function ? "function" : "local"
        let how = local.writes > 0 ? "assigned and never read" : "never used"
        report(
          .unusedLocal, .warning, "\(what) \"\(local.name)\" is \(how)\(hidden(by: local))", at: local.range)
      }
    }
  }

  /// What a local that nobody reads may have been meant to change.
  private func hidden(by local: LuaLocal) -> String {
    guard local.kind == .variable, let hidden = local.shadowed.map({ chunk.locals[$0] }), hidden.attribute == nil else {
      return ""
    }
    let line = chunk.source.position(of: hidden.range.lowerBound).line
    return "; it hides that of line \(line), which is changed without \"local\""
  }

  /// A call of what Lua's own library has under its name, where a local of that name hides the library.
  func checkHidden(_ first: LuaExpression, _ suffix: LuaSuffix, holds known: Known) {
    guard case .name(let name) = first.form, let id = name.local, case .field(let word) = suffix.form,
      SandboxNames.all.members[name.text]?.contains(word.text) == true
    else { return }
    switch known {
    case .library: return
    case .table(let table) where table[word.text] != nil: return
    default: break
    }
    let line = chunk.source.position(of: chunk.locals[id].range.lowerBound).line
    report(
      .shadowed, .warning,
      "\(name.text) is the local of line \(line) here, which hides Lua's own \(name.text); give the local another name",
      at: first.range)
  }

  /// A call whose results nobody takes, where giving them is all that it does.
  func checkDropped(_ call: LuaExpression) {
    switch value(of: call) {
    case .result(let function?):
      report(
        .unusedResult, .warning, "the result of \(function.name) is dropped; report:add(…) shows it", at: call.range)
    case .cohort:
      report(
        .unusedResult, .warning,
        "the cohort that this gives is dropped; a cohort is never changed: keep it, as in local cohort = …",
        at: call.range)
    default: break
    }
  }

  // MARK: The end

  /// A script ends by returning its report.
  func checkEnd() {
    var returns = 0
    check(chunk.block, &returns)
    guard !never(continues: chunk.block) else { return }
    let end = chunk.block.statements.last?.range ?? 0..<0
    let place = end.upperBound > end.lowerBound ? end.upperBound - 1..<end.upperBound : end
    if returns == 0 {
      report(.noReport, .error, "the script should end by returning its report, as in return report", at: place)
    } else {
      report(.noReport, .warning, "the script can end here without returning its report", at: place)
    }
  }

  private func check(_ block: LuaBlock, _ returns: inout Int) {
    for statement in block.statements {
      switch statement.form {
      case .return(let values):
        returns += 1
        checkReturned(values, at: statement.range)
      case .function, .localFunction: continue
      default: for inner in statement.blocks { check(inner, &returns) }
      }
    }
  }

  private func checkReturned(_ values: [LuaExpression], at range: Range<Int>) {
    guard let first = values.first else {
      return report(.noReport, .error, "the script should return its report, but it returns nothing", at: range)
    }
    switch value(of: first) {
    case .object("workbench.Report"), .result, .anything, .undecided, .rowSlice, .rowIndex, .subject: return
    case let known:
      guard let kind = known.kind else { return }
      report(.noReport, .error, "the script should return its report, but it returns \(kind)", at: first.range)
    }
  }
}
