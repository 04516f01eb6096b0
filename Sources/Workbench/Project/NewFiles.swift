import Analyses

/// What `workbench new` writes: a script with its test, or a plugin.
public enum NewFiles {
  /// Why a name cannot be given.
  public struct NameFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with it, and how a name looks.
    public let description: String
  }

  /// A script and its test, for the folder of scripts.
  ///
  /// - Parameters:
  ///   - name: The script's name, without `.lua`.
  ///   - folder: The folder to write to.
  /// - Returns: The files by their paths.
  /// - Throws: ``NameFault``.
  public static func script(_ name: String, in folder: String) throws(NameFault) -> ProjectFiles {
    let shape = "a script's name is lower-case letters, digits and \"_\", such as \"my_question\""
    guard isName(name) else { throw NameFault(description: "\"\(name)\" cannot be the name of a script; \(shape)") }
    guard !name.hasSuffix("_test") else {
      throw NameFault(description: "\"\(name)\" would be the name of a test; \(shape)")
    }
    guard !reserved.contains(name) else {
      throw NameFault(
        description:
          "\"\(name)\" is a module of the workbench, which a script of that name would be taken for; \(shape)")
    }
    return files(ScriptTemplate(name: name).files, in: folder)
  }

  /// A plugin, in a folder of its own.
  ///
  /// - Parameters:
  ///   - id: Its id, `team/name`.
  ///   - folder: The folder in which its folder is made.
  /// - Returns: The files by their paths.
  /// - Throws: ``NameFault``.
  public static func plugin(_ id: String, in folder: String) throws(NameFault) -> ProjectFiles {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy(isName), !reserved.contains(parts[1]) else {
      throw NameFault(
        description:
          "\"\(id)\" cannot be the id of a plugin; an id is team/name, of lower-case letters, digits and \"_\", such as "
          + "\"acme/early_response\"; its name is none of \(reserved.joined(separator: ", "))")
    }
    let base = folder == "." ? parts[1] : "\(folder)/\(parts[1])"
    return files(PluginTemplate(team: parts[0], name: parts[1]).files, in: base)
  }

  private static func files(_ texts: [String: String], in folder: String) -> ProjectFiles {
    ProjectFiles(
      Dictionary(uniqueKeysWithValues: texts.map { (folder == "." ? $0.key : "\(folder)/\($0.key)", $0.value) }))
  }

  /// The names of modules, which nothing else can have.
  private static var reserved: [String] { ["testing", "workbench"] + BuiltIn.plugins.map(\.name) }

  private static func isName(_ name: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    guard let first = name.utf8.first, isLetter(first), name.utf8.count <= 40 else { return false }
    return name.utf8.allSatisfy {
      isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
    }
  }
}
