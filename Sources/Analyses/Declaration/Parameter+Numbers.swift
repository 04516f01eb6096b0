extension Parameter {
  /// Any finite number.
  ///
  /// Without a default it must be given.
  public static func real(_ name: String, _ prose: String, default fallback: Double? = nil) -> Parameter
  where Value == Double {
    finite(name, prose, expected: "a number", default: fallback) { _ in true }
  }

  /// A number above 0.
  ///
  /// Without a default it must be given.
  public static func positive(_ name: String, _ prose: String, default fallback: Double? = nil) -> Parameter
  where Value == Double {
    finite(name, prose, expected: "a number above 0", default: fallback) { $0 > 0 }
  }

  /// A number from 0 to 1.
  ///
  /// Without a default it must be given.
  public static func probability(_ name: String, _ prose: String, default fallback: Double? = nil) -> Parameter
  where Value == Double {
    finite(name, prose, expected: "a number from 0 to 1", default: fallback) { $0 >= 0 && $0 <= 1 }
  }

  /// A whole number, 0 or more, that must be given.
  public static func count(_ name: String, _ prose: String) -> Parameter where Value == Int {
    Parameter(
      name, prose, luaType: "integer", expected: "a whole number, 0 or more", fallback: .required
    ) { argument, decoding in
      guard let number = argument?.double else { throw decoding.wrongKind(argument ?? .text("")) }
      guard let integer = Int(exactly: number), (0...1 << 53).contains(integer) else {
        throw decoding.outOfRange(argument ?? .text(""))
      }
      return integer
    }
  }

  private static func finite(
    _ name: String, _ prose: String, expected: String, default fallback: Double?,
    _ isFit: @escaping @Sendable (Double) -> Bool
  ) -> Parameter where Value == Double {
    Parameter(
      name, prose, luaType: "number", expected: expected,
      fallback: fallback.map { .value(.number($0)) } ?? .required
    ) { argument, decoding in
      guard let argument else { return fallback ?? .nan }
      guard let number = argument.double else { throw decoding.wrongKind(argument) }
      guard number.isFinite, isFit(number) else { throw decoding.outOfRange(argument) }
      return number
    }
  }
}
