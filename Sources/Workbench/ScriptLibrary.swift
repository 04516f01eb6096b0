import Cohorts
public import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The scripts that can be run by name: those in `Scripts/` beside the working folder, and those that are shipped.
public enum ScriptLibrary {
  /// A script that was found.
  public struct Script: Sendable {
    /// Its file name, without folders.
    public let name: String
    /// Its text.
    public let source: String
    /// The folder from which it may require others; `nil` for a shipped one.
    public let folder: String?

  }

  /// Why a script cannot be had.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is none of that name.
    case notFound(String, nearest: String?)
    /// The file cannot be read.
    case unreadable(String, reason: String)
    /// The file is larger than a script may be.
    case tooLarge(String, bytes: Int)
    /// The file is not UTF-8.
    case notText(String)

    /// The fault, as a sentence.
    public var description: String {
      switch self {
      case .notFound(let name, let nearest):
        "there is no script \"\(name)\": not as a file, not in Scripts/, not among the shipped ones"
          + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; \"workbench scripts\" lists them")
      case .unreadable(let name, let reason): "script \"\(name)\" cannot be read: \(reason)"
      case .tooLarge(let name, let bytes):
        "script \"\(name)\" has \(bytes) bytes; a script may have \(largest)"
      case .notText(let name): "script \"\(name)\" is not UTF-8 text"
      }
    }
  }

  /// The most bytes that a script may have.
  public static let largest = 256 * 1024

  /// The folder of scripts beside the working folder.
  public static let folder = "Scripts"

  /// The script of that path or name, with or without `.lua`.
  ///
  /// - Throws: ``Fault``.
  public static func find(_ name: String) throws(Fault) -> Script {
    for path in [name, name + ".lua", "\(folder)/\(name)", "\(folder)/\(name).lua"] where isFile(path) {
      return try read(path)
    }
    let file = name.hasSuffix(".lua") ? name : name + ".lua"
    if let script = ShippedScripts.all.first(where: { $0.name == file }) { return script }
    // What is there and no file, such as a folder, is said to be that.
    if FileManager.default.fileExists(atPath: name) { return try read(name) }
    let known = (local() + ShippedScripts.all).map { String($0.name.dropLast(4)) }
    let nearest =
      Nearest.name(to: file, among: beside(file)) ?? Nearest.name(to: String(file.dropLast(4)), among: known)
    throw .notFound(name, nearest: nearest)
  }

  /// The paths of the files of Lua in the folder of a path.
  private static func beside(_ path: String) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return names.filter { $0.hasSuffix(".lua") }.sorted().map { folder + $0 }
  }

  /// All scripts that can be run by name, in order; one beside the working folder hides a shipped one of its name.
  public static func all() -> [Script] {
    let local = local()
    let hidden = Set(local.map(\.name))
    return (local + ShippedScripts.all.filter { !hidden.contains($0.name) }).sorted { $0.name < $1.name }
  }

  /// The header of a script.
  public static func header(of script: Script) throws(ScriptHeaderError) -> ScriptHeader {
    try ScriptHeader(source: script.source, script: script.name)
  }

  /// The texts of the scripts beside a script, by the name under which it may require them.
  ///
  /// They are read here, by the parent: the worker cannot open files.
  static func modules(beside script: Script) -> [String: String] {
    guard let folder = script.folder else { return [:] }
    return modules(in: folder, besides: script.name)
  }

  /// The texts of the scripts of a folder, by the name under which others there may require them.
  static func modules(in folder: String, besides script: String? = nil) -> [String: String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var modules: [String: String] = [:]
    for name in names.sorted() where name.hasSuffix(".lua") && name != script {
      if let module = try? read("\(folder)/\(name)") { modules[String(name.dropLast(4))] = module.source }
    }
    return modules
  }

  private static func local() -> [Script] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".lua") }.sorted().compactMap { try? read("\(folder)/\($0)") }
  }

  private static func isFile(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory
  }

  /// Why a file of a kind is no script; `nil` where it may be one.
  private static func reason(against type: FileAttributeType?) -> String? {
    switch type {
    case .typeRegular: nil
    case .typeDirectory: "it is a folder"
    default: "it is a pipe or a device, and a script is a file, which can be read more than once"
    }
  }

  /// The script at a path.
  ///
  /// - Throws: ``Fault``.
  static func read(_ path: String) throws(Fault) -> Script {
    let bytes: Data
    do {
      let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      if let reason = reason(against: attributes[.type] as? FileAttributeType) {
        throw Fault.unreadable(path, reason: reason)
      }
      let size = attributes[.size] as? Int ?? 0
      guard size <= largest else { throw Fault.tooLarge(path, bytes: size) }
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch let fault as Fault {
      throw fault
    } catch {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw .unreadable(path, reason: isThere ? "you may not read the file" : "there is no such file")
    }
    guard let source = String(validating: bytes, as: UTF8.self) else { throw .notText(path) }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().joined(separator: "/")
    return Script(name: parts.last.map(String.init) ?? path, source: source, folder: parent.isEmpty ? "." : parent)
  }
}
