import Foundation

/// Paths of files and folders.
enum Paths {
  /// The name of a file or folder, without the folders that it is in.
  static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The name of a folder, also of one that is written as `.` or `..`.
  static func nameOfFolder(_ path: String) -> String {
    let last = lastComponent(path)
    return last == "." || last == ".." ? lastComponent(URL(fileURLWithPath: path).standardizedFileURL.path) : last
  }

  /// The name of a file, without folders and extension.
  static func stem(_ path: String) -> String {
    let name = lastComponent(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The folder that a file is in.
  static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A file in a folder.
  static func join(_ folder: String, _ file: String) -> String {
    folder.hasSuffix("/") ? folder + file : folder + "/" + file
  }

  /// Whether there is a folder at a path.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Whether there is anything at a path.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The names of what a folder holds, sorted, without hidden ones; empty where it cannot be read.
  static func entries(of folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// A path with all symbolic links followed.
  static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  /// Whether a file, with all symbolic links followed, lies inside a folder.
  static func isInside(_ path: String, folder: String) -> Bool {
    resolved(path).hasPrefix(resolved(folder) + "/")
  }
}
