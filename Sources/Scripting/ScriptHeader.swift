/// The comment header of a script, read without running it: what the script answers, what it needs of a cohort, and
/// what can be set from outside.
///
/// ```lua
/// --- Does transplant after CAR-T lengthen progression-free survival?
/// ---
/// --- Compares progression-free survival with and without a transplant.
/// ---
/// --- Needs:
/// ---   endpoint {endpoint}
/// ---   column {transplant_day}
/// --- Parameters:
/// ---   endpoint (endpoint, default pfs): the endpoint that is compared.
/// ---   transplant_day (column, default transplant_day): the day of the transplant.
/// ---   landmarks (numbers, days, default 60, 90): the days from which landmark analyses count.
/// --- Sample:
/// ---   Mantel-Byar test …
/// ```
///
/// The first line is the title. A name in braces stands for the value of the parameter of that name.
public struct ScriptHeader: Sendable, Hashable {
  /// Something that a script needs of the cohort.
  public enum Need: Sendable, Hashable {
    /// A time-to-event endpoint.
    case endpoint(String)
    /// A subjects' column.
    case column(String)
    /// A linked table.
    case table(String)
  }

  /// What the script answers, as one line.
  public var title = ""
  /// More about it, as paragraphs.
  public var prose = ""
  /// What it needs of the cohort; names may stand in braces for parameters.
  public var needs: [Need] = []
  /// What can be set from outside, in order.
  public var parameters: [ScriptParameter] = []
  /// A sample of what it prints.
  public var sample = ""

  /// Reads the header of a script.
  ///
  /// - Parameters:
  ///   - source: The whole script.
  ///   - name: The script's name, for messages.
  /// - Throws: ``ScriptHeaderError`` with the line that is wrong.
  public init(source: String, script name: String) throws(ScriptHeaderError) {
    var section = Section.prose
    var paragraphs: [String] = []
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard line.hasPrefix("---") else { break }
      let text = line.dropFirst(3).trimmedEnd()
      let content = text.trimmed()
      if let next = Section(heading: content) {
        section = next
        continue
      }
      let place = ScriptHeaderError.Place(script: name, line: index + 1, text: content)
      switch section {
      case .prose:
        if title.isEmpty { title = content } else { paragraphs.append(content) }
      case .needs where !content.isEmpty && content != "nothing": needs.append(try Self.need(content, place))
      case .parameters where !content.isEmpty: try readParameter(text, content, place)
      case .sample: sample += (sample.isEmpty ? "" : "\n") + (text.hasPrefix("   ") ? text.dropFirst(3) : text[...])
      case .needs, .parameters: continue
      }
    }
    prose = Self.paragraphs(paragraphs)
    while sample.hasSuffix("\n") { sample.removeLast() }
  }

  private enum Section: String {
    case prose
    case needs = "Needs:"
    case parameters = "Parameters:"
    case sample = "Sample:"

    init?(heading: String) {
      guard let section = Section(rawValue: heading), section != .prose else { return nil }
      self = section
    }
  }

  private static func need(_ text: String, _ place: ScriptHeaderError.Place) throws(ScriptHeaderError) -> Need {
    guard let need = Need(text) else { throw .need(place) }
    return need
  }

  private mutating func readParameter(
    _ text: String, _ content: String, _ place: ScriptHeaderError.Place
  ) throws(ScriptHeaderError) {
    let indent = text.prefix { $0 == " " }.count
    if indent > 3, let last = parameters.indices.last {
      parameters[last].prose += " " + content
      return
    }
    let parameter = try ScriptParameter(declaration: content, place: place)
    guard !parameters.contains(where: { $0.name == parameter.name }) else { throw .duplicate(parameter.name, place) }
    parameters.append(parameter)
  }

  /// Lines joined to paragraphs at empty lines.
  private static func paragraphs(_ lines: [String]) -> String {
    lines.split(separator: "").map { $0.joined(separator: " ") }.joined(separator: "\n\n")
  }
}

/// What is wrong with a script's header, and where.
public enum ScriptHeaderError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A line of a header.
  public struct Place: Sendable, Hashable {
    /// The script's name.
    public let script: String
    /// The line, from 1.
    public let line: Int
    /// What stands there.
    public let text: String
  }

  /// A need is none of the known kinds.
  case need(Place)
  /// A parameter's declaration has another form than is expected.
  case parameter(Place, reason: String)
  /// Two parameters have the same name.
  case duplicate(String, Place)

  /// The fault with its file and line, what was expected and what was found.
  public var description: String { "\(place.script):\(place.line): \(reason)" }

  /// The line, from 1.
  var line: Int { place.line }

  /// What was expected and what was found.
  var reason: String {
    switch self {
    case .need(let place):
      "a need should be \"endpoint NAME\", \"column NAME\", \"table NAME\" or \"nothing\", found \"\(place.text)\""
    case .parameter(let place, let reason):
      "\(reason); expected \"name (type, unit, default VALUE): prose\", found \"\(place.text)\""
    case .duplicate(let name, _): "parameter \"\(name)\" is declared twice"
    }
  }

  private var place: Place {
    switch self {
    case .need(let place), .parameter(let place, _), .duplicate(_, let place): place
    }
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  func trimmed() -> String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// The text without white space at its end.
  func trimmedEnd() -> String {
    var text = Substring(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
