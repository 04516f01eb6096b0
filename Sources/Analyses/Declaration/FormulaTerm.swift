import Cohorts

/// One term of a model, as lists of covariates and the right side of a formula write it.
///
///     age                     a column or an expression
///     age * sex               both and their interaction:  age, sex, age:sex
///     age:sex                 the interaction alone
///     (age * 2)               an expression, since it stands in brackets; I(age * 2) is the same
///     poly(age, 2)            orthogonal polynomials, as R's; poly(age, 2, raw) powers
///     rcs(age, 4)             a restricted cubic spline with 4 knots; rcs(age, {40, 55, 70}) with these
///     factor(ecog)            numbers as categories
///     offset(x)  strata(x)  cluster(x)
///
/// A text with a comparison, `and`, `or` or `not` outside of brackets is one expression whatever else it holds, as is one
/// in which a single column is multiplied by numbers.
public struct FormulaTerm: Sendable, Hashable {
  /// A variable of a model: a column or an expression, and what is made of it.
  public struct Variable: Sendable, Hashable {
    /// What is made of a column.
    public enum Basis: Sendable, Hashable {
      /// A number as it is, a category as indicators of its levels.
      case plain
      /// Numbers as categories.
      case factor
      /// Polynomials up to a degree.
      case polynomial(degree: Int, isRaw: Bool)
      /// A restricted cubic spline with so many knots.
      case spline(knots: Int)
      /// A restricted cubic spline with these knots, ascending.
      case splineAt([Double])
    }

    /// The column or the expression.
    public let source: String
    /// What is made of it.
    public let basis: Basis

    /// A variable.
    public init(_ source: String, _ basis: Basis = .plain) {
      self.source = ColumnName.alone(source)
      self.basis = basis
    }

    /// The variable as it is written, in one way only.
    public var name: String {
      switch basis {
      case .plain: source
      case .factor: "factor(\(source))"
      case .polynomial(let degree, let isRaw): "poly(\(source), \(degree)\(isRaw ? ", raw" : ""))"
      case .spline(let knots): "rcs(\(source), \(knots))"
      case .splineAt(let knots):
        "rcs(\(source), {\(knots.map { Argument.number($0).source }.joined(separator: ", "))})"
      }
    }
  }

  /// What a term is for.
  public enum Role: Sendable, Hashable {
    /// Effects to be estimated, each the variables whose product it is.
    case effects([[Variable]])
    /// A part of the linear predictor that is known.
    case offset(String)
    /// Columns or expressions whose levels have a baseline of their own.
    case strata([String])
    /// The column of units within which subjects depend on each other.
    case cluster(String)
  }

  /// The term as it was written.
  public let source: String
  /// What it is for.
  public let role: Role

  /// Whether it is more than a column or an expression.
  public var isModelling: Bool {
    guard case .effects(let effects) = role, effects.count == 1, effects[0].count == 1 else { return true }
    return effects[0][0].basis != .plain
  }

  /// The columns and expressions that it reads.
  public var sources: [String] {
    switch role {
    case .effects(let effects): effects.joined().map(\.source)
    case .offset(let source), .cluster(let source): [source]
    case .strata(let sources): sources
    }
  }

  /// Reads a term.
  ///
  /// - Parameters:
  ///   - text: The term as it was written.
  ///   - isColumn: Whether a text is the name of a column, whatever signs it holds.
  /// - Throws: `Formula.Fault` where a bracket is not closed, a function is called wrongly, or it is not clear what is
  ///   multiplied.
  public init(parsing text: String, isColumn: (String) -> Bool = { _ in false }) throws(Formula.Fault) {
    let text = Formula.trimmed(text)
    source = text
    if isColumn(text) {
      role = .effects([[Variable(text)]])
    } else if let role = try Self.special(text) {
      self.role = role
    } else {
      role = .effects(try Self.effects(text, isColumn))
    }
  }

  private static func special(_ text: String) throws(Formula.Fault) -> Role? {
    if let inner = Formula.call("offset", text) {
      guard !inner.isEmpty else { throw Formula.Fault(reason: "offset() names no column") }
      return .offset(ColumnName.alone(inner))
    }
    if let inner = Formula.call("strata", text) {
      let names = try Formula.split(inner, at: ",")
      guard !names.contains("") else { throw Formula.Fault(reason: "strata() names no column") }
      return .strata(names.map(ColumnName.alone))
    }
    if let inner = Formula.call("cluster", text) {
      guard !inner.isEmpty else { throw Formula.Fault(reason: "cluster() names no column") }
      return .cluster(ColumnName.alone(inner))
    }
    return nil
  }
}

// MARK: - Products

extension FormulaTerm {
  private static func effects(_ text: String, _ isColumn: (String) -> Bool) throws(Formula.Fault) -> [[Variable]] {
    let outside = try Formula.outside(text)
    guard !isCondition(outside), outside.contains("*") || outside.contains(":") else {
      return [[try variable(text, isColumn)]]
    }
    var crossed: [[Variable]] = []
    let factors = try Formula.split(text, at: "*")
    if !outside.contains(":"), try isMultiple(text, factors) { return [[Variable(text)]] }
    for factor in factors {
      var product: [Variable] = []
      for part in try Formula.split(factor, at: ":") {
        let one = try factorVariable(part, of: text, isColumn)
        if !product.contains(one) { product.append(one) }
      }
      crossed.append(product)
    }
    return combinations(crossed)
  }

  /// Every choice of one or more factors, the fewest first, as R's `*` has them.
  private static func combinations(_ factors: [[Variable]]) -> [[Variable]] {
    var effects: [[Variable]] = []
    for factor in factors {
      let joined = effects.map { effect in effect + factor.filter { !effect.contains($0) } }
      effects += [factor] + joined
    }
    var seen: [Set<Variable>] = []
    let distinct = effects.filter { effect in
      guard !seen.contains(Set(effect)) else { return false }
      seen.append(Set(effect))
      return true
    }
    let most = distinct.map(\.count).max() ?? 0
    return (0...most).flatMap { size in distinct.filter { $0.count == size } }
  }

  /// Whether one column is multiplied by numbers, which is no interaction.
  private static func isMultiple(_ text: String, _ factors: [String]) throws(Formula.Fault) -> Bool {
    let numbers = factors.filter { Double($0) != nil }
    guard !numbers.isEmpty else { return false }
    guard factors.count == numbers.count + 1 else {
      throw Formula.Fault(
        reason: "\"\(text)\" multiplies an interaction by a number; put what is one covariate in brackets")
    }
    return true
  }

  private static func factorVariable(
    _ part: String, of text: String, _ isColumn: (String) -> Bool
  ) throws(Formula.Fault) -> Variable {
    guard !part.isEmpty else { throw Formula.Fault(reason: "\"\(text)\" has nothing on one side of its * or :") }
    guard Double(part) == nil else {
      throw Formula.Fault(
        reason: "\"\(text)\" multiplies an interaction by a number; put what is one covariate in brackets")
    }
    guard try special(part) == nil else {
      throw Formula.Fault(reason: "\"\(part)\" cannot be part of an interaction, in \"\(text)\"")
    }
    let sum = try Formula.outside(part).dropFirst()
    guard isColumn(part) || !(sum.contains("+") || sum.contains("-")) else {
      throw Formula.Fault(
        reason: "\"\(text)\" adds and multiplies; give each term by itself, or put what is one covariate in brackets")
    }
    return try variable(part, isColumn)
  }

  /// Whether what stands outside of brackets compares or joins conditions, so that it is one expression.
  private static func isCondition(_ outside: String) -> Bool {
    if outside.contains(where: { "<>=~".contains($0) }) { return true }
    let words = outside.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
    return words.contains { ["and", "or", "not", "in"].contains($0) }
  }
}

// MARK: - Variables

extension FormulaTerm {
  private static func variable(_ text: String, _ isColumn: (String) -> Bool) throws(Formula.Fault) -> Variable {
    if isColumn(text) { return Variable(text) }
    if let inner = Formula.call("poly", text) { return try polynomial(text, Formula.split(inner, at: ",")) }
    if let inner = Formula.call("rcs", text) { return try spline(text, Formula.split(inner, at: ",")) }
    if let inner = Formula.call("factor", text) {
      guard !inner.isEmpty else { throw Formula.Fault(reason: "factor() names no column") }
      return Variable(inner, .factor)
    }
    if let inner = Formula.call("I", text) ?? Formula.call("", text) {
      guard !inner.isEmpty else { throw Formula.Fault(reason: "\"\(text)\" holds nothing") }
      return Variable(inner)
    }
    return Variable(text)
  }

  private static func polynomial(_ text: String, _ parts: [String]) throws(Formula.Fault) -> Variable {
    let words = parts.map { $0.filter { !$0.isWhitespace }.lowercased() }
    let raw = ["raw", "raw=true"]
    guard parts.count == 2 || (parts.count == 3 && raw.contains(words[2])), !parts[0].isEmpty,
      let degree = Int(words[1].hasPrefix("degree=") ? String(words[1].dropFirst(7)) : words[1]),
      (1...10).contains(degree)
    else {
      throw Formula.Fault(
        reason: "\"\(text)\": expected poly(column, degree) or poly(column, degree, raw), with a degree from 1 to 10")
    }
    return Variable(parts[0], .polynomial(degree: degree, isRaw: parts.count == 3))
  }

  private static func spline(_ text: String, _ parts: [String]) throws(Formula.Fault) -> Variable {
    let fault = Formula.Fault(
      reason: "\"\(text)\": expected rcs(column, knots) with 3 to 10 knots, or their places, as in "
        + "rcs(column, {40, 55, 70})")
    guard let column = parts.first, !column.isEmpty else { throw fault }
    var places = Array(parts.dropFirst())
    if places.isEmpty { return Variable(column, .spline(knots: 5)) }
    if places.count == 1, let count = Int(places[0]) {
      guard (3...10).contains(count) else { throw fault }
      return Variable(column, .spline(knots: count))
    }
    if places.count == 1, let inner = Formula.call("c", places[0]) ?? Formula.braces(places[0]) {
      places = try Formula.split(inner, at: ",")
    }
    let knots = Set(places.compactMap(Double.init)).sorted()
    guard knots.count == places.count, (3...10).contains(knots.count), knots.allSatisfy(\.isFinite) else { throw fault }
    return Variable(column, .splineAt(knots))
  }
}
