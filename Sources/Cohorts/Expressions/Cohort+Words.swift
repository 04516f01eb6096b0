import OrderedCollections

extension Cohort {
  /// The words under which an expression is shown: with the labels of the variables that it reads, and the signs of mathematics.
  ///
  /// `age >= 18` is "Age ≥ 18" where the dictionary calls `age` so. One that reads no variable with a label stays as it was written.
  public func words(for source: String) -> String {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    do throws(ExpressionError) {
      while tokens.last?.kind != .end { tokens.append(try lexer.next()) }
    } catch { return source }
    let labels = tokens.indices.map { place -> String? in
      // What a bracket follows is a function.
      let isCalled = place + 1 < tokens.count && tokens[place + 1].kind == .sign(.open)
      guard case .name(let name, _) = tokens[place].kind, !isCalled else { return nil }
      return dictionary.columns[name]?.label
    }
    guard labels.contains(where: { $0 != nil }) else { return source }
    var words = ""
    var end = 0
    for (token, label) in zip(tokens, labels) {
      words += lexer.text(end..<token.span.lowerBound) + (label ?? token.kind.written ?? lexer.text(token.span))
      end = token.span.upperBound
    }
    return words
  }
}

extension Token.Kind {
  /// The sign of mathematics in the place of that of the language; `nil` where they are the same.
  fileprivate var written: String? {
    switch self {
    case .sign(.greaterOrEqual): "≥"
    case .sign(.lessOrEqual): "≤"
    case .sign(.unequal): "≠"
    case .sign(.equal): "="
    default: nil
    }
  }
}
