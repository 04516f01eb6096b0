import Foundation
import Scripting
import Statistics
import TestSupport
import Testing

@Suite("Random streams") struct RandomTests {
  @Test("give the same numbers for the same seed and name, and others for another") func streams() throws {
    let lines = """
      local a, b, c = numerics.stream "a", numerics.stream "a", numerics.stream "c"
      show(numerics.draw_uniform(a, 1)[1]); show(numerics.draw_uniform(b, 1)[1]); show(numerics.draw_uniform(c, 1)[1]); show(numerics.draw_uniform(a, 1)[1])
      """
    let numbers = try KernelScript(lines).numbers()
    #expect(numbers[0] == numbers[1])
    #expect(Set(numbers).count == 3)
    var other = KernelScript(lines)
    other.options.seed = 2
    #expect(try Set(other.numbers()).isDisjoint(with: numbers))
  }

  @Test("the numbers are these, on every machine") func fixed() throws {
    var stream = NamedStream(seed: 1, name: "example")
    let drawn = (0..<3).map { _ in stream.uniform() } + (0..<3).map { _ in stream.normal() } + [stream.exponential()]
    #expect(drawn == Self.first)
    #expect((0..<5).map { _ in stream.below(6) } == Self.dice)
    #expect(stream.sample(4, of: 10) == Self.sampled)
  }

  /// Recorded once: what they must stay.
  private static let first = [
    0.026343243994971288, 0.4872356782719712, 0.18707984298127106, -0.2969585378139093, 0.24141802968016635,
    0.06189227176587549, 0.8808926280618115,
  ]
  private static let dice = [0, 5, 0, 3, 1]
  private static let sampled = [7, 1, 2, 9]

  @Test("uniform, normal and exponential numbers have the moments that they should") func moments() throws {
    let numbers = try KernelScript(
      """
      local s, n = numerics.stream "moments", 40000
      local u, z, e = numerics.draw_uniform(s, n, { minimum = 2, maximum = 4 }), numerics.draw_normal(s, n, { mean = 5, standard_deviation = 3 }), numerics.draw_exponential(s, n, { rate = 0.5 })
      for _, x in ipairs { u, z, e } do show(numerics.mean(x)); show(numerics.variance(x)) end
      show(numerics.mean(numerics.draw_integers(s, n, 1, 6))); show(numerics.correlation(u, z))
      """
    ).numbers()
    // Within five standard errors of 40,000 draws.
    let expected = [
      (3.0, 0.0144), (1.0 / 3, 0.0075), (5.0, 0.075), (9.0, 0.32), (2.0, 0.05), (4.0, 0.28), (3.5, 0.043), (0.0, 0.025),
    ]
    for (number, (mean, error)) in zip(numbers, expected) { expectClose(number, mean, absolute: error) }
  }

  @Test("permutations and samples draw rows, each once unless they are put back") func samples() throws {
    let printed = try KernelScript(
      """
      local s = numerics.stream "rows"
      print(numerics.sum(numerics.permutation(s, 100)), #numerics.group(numerics.permutation(s, 100)).groups)
      local drawn = numerics.sample(s, cohort:column "id", 10); print(#numerics.group(drawn).groups, drawn.type)
      print(#numerics.sample(s, { 1, 2 }, 50, { replace = true }), #numerics.permutation(s, 0))
      local d = numerics.draw_integers(s, 1000, -2, 2); print(numerics.minimum(d), numerics.maximum(d))
      """
    ).printed()
    #expect(printed == ["5050\t100", "10\ttext", "50\t0", "-2\t2"])
  }

  @Test("the portable logarithm is the logarithm") func logarithm() {
    var stream = NamedStream(seed: 7, name: "log")
    for _ in 0..<1000 {
      // An exponential draw is the logarithm of the uniform one before.
      var copy = stream
      expectClose(stream.exponential(), -log(copy.uniform()), relative: 4e-16, absolute: 1e-17)
    }
  }

  @Test(
    "say what is wrong",
    arguments: [
      (
        "numerics.draw_normal(1, 3)",
        "numerics.draw_normal: argument \"stream\" should be what numerics.stream gives, found 1"
      ),
      (
        "numerics.stream('a'):normal(3)",
        "numerics.Stream: what is done with it should be a call of a function that takes it, as its first value, found normal"
      ),
      (
        "numerics.sample(numerics.stream 'a', { 1, 2 }, 3)",
        "numerics.sample: there are 2 rows, of which 3 cannot be drawn without putting them back"
      ),
      (
        "numerics.draw_uniform(numerics.stream 'a', -1)",
        "numerics.draw_uniform: argument \"count\" should be a whole number from 0 to 1000000000, found -1"
      ),
    ])
  func errors(call: String, words: String) throws {
    let failure = try KernelScript("local x = \(call)").failure()
    #expect(failure == words)
  }
}
