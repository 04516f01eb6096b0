/// The scripts of `Scripts/`, compiled into the binary so that they run from any folder.
enum ShippedScripts {
  /// The scripts, by name.
  static let all: [ScriptLibrary.Script] = [
    script("pfs_by_transplant.lua", PackageResources.pfs_by_transplant_lua)
  ]

  private static func script(_ name: String, _ bytes: [UInt8]) -> ScriptLibrary.Script {
    ScriptLibrary.Script(name: name, source: String(decoding: bytes, as: UTF8.self), folder: nil)
  }
}
