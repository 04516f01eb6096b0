import Analyses
import Names
import Reports
import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What was recorded of a script: one record for each question that was asked of it, by its parameters, cohort, profile and seed.
public struct ExpectationsFile: Sendable {
  /// The records, in the order of their questions.
  public private(set) var records: [Expectations]

  private static let format = "workbench-expectations/2"
  /// The form of earlier files, which hold one record and nothing else.
  private static let formatOfOne = "workbench-expectations/1"

  /// A file without records.
  public init() { records = [] }

  /// Puts a record in, in the place of the one of the same question.
  ///
  /// - Returns: The one before; `nil` where there was none.
  @discardableResult
  public mutating func record(_ new: Expectations) -> Expectations? {
    let before = records.first { new.question.replaces($0.question) }
    records.removeAll { new.question.replaces($0.question) }
    records.append(new)
    records.sort { $0.question.words < $1.question.words }
    return before
  }

  /// The records of the questions that set some parameters to some values.
  ///
  /// - Parameters:
  ///   - given: The parameters, as they were given.
  ///   - script: The script that declares them.
  /// - Returns: The records.
  /// - Throws: ``ExpectationsFault`` where there is none.
  public func records(
    with given: [RunRequest.Given], of script: ScriptLibrary.Script
  ) throws -> [Expectations] {
    let header = try ScriptLibrary.header(of: script)
    let asked = try given.map { given in
      guard let parameter = header.parameters.first(where: { $0.name == given.name }) else {
        let known = header.parameters.map(\.name)
        let error = ScriptParameterError.unknown(
          given.name, script: script.name, known: known, nearest: Nearest.name(to: given.name, among: known))
        throw ExpectationsFault(description: "\(error)")
      }
      return (name: given.name, value: try parameter.parse(given.text).source)
    }
    let found = records.filter { record in
      asked.allSatisfy { asked in record.parameters.contains { $0.name == asked.name && $0.value == asked.value } }
    }
    guard found.isEmpty else { return found }
    let words = asked.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    throw ExpectationsFault(description: "there is no record of \(script.name) with \(words); \(listing)")
  }

  /// The records of the questions about a cohort, among some.
  ///
  /// - Throws: ``ExpectationsFault`` where there is none.
  public static func records(
    among records: [Expectations], on cohort: String, of script: ScriptLibrary.Script
  ) throws(ExpectationsFault) -> [Expectations] {
    let found = records.filter { $0.cohort == cohort }
    guard found.isEmpty else { return found }
    var file = ExpectationsFile()
    file.records = records
    throw ExpectationsFault(
      description: "there is no record of \(script.name) on cohort \"\(cohort)\"; \(file.listing)")
  }

  /// What is recorded, a line each, and how more is.
  private var listing: String {
    "recorded:\n" + records.map { "  \($0.question.words)\n" }.joined()
      + "\"workbench run SCRIPT --record\", with the same --data and --param, records another"
  }
}

/// A file of expectations that cannot be used.
public struct ExpectationsFault: Error, Sendable, CustomStringConvertible {
  /// What is wrong, and what to do.
  public let description: String
}

// MARK: - On disk

extension ExpectationsFile {
  /// The file beside a script in which its expectations stand; for a shipped script in the working folder.
  public static func path(of script: ScriptLibrary.Script) -> String {
    let stem = script.name.hasSuffix(".lua") ? String(script.name.dropLast(4)) : script.name
    let folder = script.folder.map { $0 == "." ? "" : "\($0)/" } ?? ""
    return "\(folder)\(stem).expected.json"
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: ``ExpectationsFault`` where it cannot be written.
  public func write(to path: String) throws(ExpectationsFault) {
    let text = JSONWriter.text(
      .object([("format", .string(Self.format)), ("records", .array(records.map(\.json)))]))
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw ExpectationsFault(description: "\(path) cannot be written")
    }
  }

  /// Reads a file.
  ///
  /// - Throws: ``ExpectationsFault``.
  public static func read(_ path: String) throws(ExpectationsFault) -> ExpectationsFile {
    guard let file = try readIfThere(path) else {
      throw ExpectationsFault(description: "there is no \(path); \"workbench run SCRIPT --record\" writes it")
    }
    return file
  }

  /// Reads a file; `nil` where there is none.
  ///
  /// - Throws: ``ExpectationsFault`` where it is something else.
  public static func readIfThere(_ path: String) throws(ExpectationsFault) -> ExpectationsFile? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let decoder = JSONDecoder()
      var file = ExpectationsFile()
      switch try decoder.decode(Head.self, from: bytes).format {
      case format: file.records = try decoder.decode(Body.self, from: bytes).records
      case formatOfOne: file.records = [try decoder.decode(Expectations.self, from: bytes)]
      case let other:
        throw ExpectationsFault(description: "\(path): expected the format \"\(format)\", found \"\(other)\"")
      }
      return file
    } catch let fault as ExpectationsFault {
      throw fault
    } catch {
      throw ExpectationsFault(description: "\(path) is not what \"workbench run SCRIPT --record\" writes")
    }
  }

  private struct Head: Decodable { let format: String }
  private struct Body: Decodable { let records: [Expectations] }
}
