/// A function that a plugin offers to scripts, declared once: an ``Analysis``, which gives a result, a ``Derivation``, which gives
/// a cohort, or a ``Kernel``, which computes with columns and numbers.
public protocol PluginFunction: Sendable {
  /// The full name by which scripts call it: module and function, such as `survival.kaplan_meier`.
  var name: String { get }
  /// What it does, as one sentence.
  var summary: String { get }
  /// More about it, as paragraphs: conventions, when to use it and when not.
  var details: String { get }
  /// The version of the workbench that first had it.
  var since: String { get }
  /// What it takes, in the order of the manual.
  var parameters: [AnyParameter] { get }
  /// Arguments with which it can be called on the demonstration cohort.
  var example: [Argument.Entry] { get }
  /// The field's words for what it computes, under which help leads to it; none unless it says so.
  var terms: [Term] { get }
  /// All that is declared of it, as a value.
  var declaration: FunctionDeclaration { get }
}

extension PluginFunction {
  /// None.
  public var terms: [Term] { [] }

  /// The module by which scripts require it, such as `survival`.
  public var module: String { String(name.prefix { $0 != "." }) }

  /// The function's name within its module, such as `kaplan_meier`.
  public var function: String { String(name.drop { $0 != "." }.dropFirst()) }
}
