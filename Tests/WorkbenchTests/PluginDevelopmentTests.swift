import Foundation
import Names
import Packages
import Scripting
import Testing
import Workbench

/// A plugin under its author's hands, before anybody has added it.
@Suite("Plugins that somebody works on")
struct PluginDevelopmentTests {
  private let desk: PluginDesk

  init() throws { desk = try PluginDesk() }

  private func developing(_ source: String) throws -> ProjectPlugins {
    let folder = desk.project.appendingPathComponent(source).standardizedFileURL.path
    return try ProjectPlugins(developing: folder, around: desk.project.path)
  }

  @Test("It is lent as it lies there, with what its manifest asks for")
  func asItIs() throws {
    let plugins = try developing(desk.plugin(capabilities: ["random"])).environments
    #expect(plugins.forScript == ["acme/grfs": "acme/grfs@1.2.0"])
    #expect(plugins.bundles["acme/grfs@1.2.0"]?.capabilities == [.random])
    #expect(plugins.bundles["acme/grfs@1.2.0"]?.files.keys.sorted() == ["init"])
  }

  @Test("What it needs must be in the project, and trusted")
  func needs() throws {
    let source = try desk.plugin("acme/grfs", needs: ["acme/base": ">= 1"])
    func said() throws -> String {
      do {
        _ = try developing(source)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      try said()
        == "acme/grfs 1.2.0 needs acme/base >= 1, which this project does not have; to add it: workbench plugin add …")
    #expect(try desk.run("plugin", "add", desk.plugin("acme/base", "1.0.0")).status == 0)
    #expect(try said().hasPrefix("plugin acme/base 1.0.0 is not trusted; look at it, and trust it: "))
  }

  @Test("The folder of a plugin is found from a file in it")
  func folder() throws {
    let source = desk.project.appendingPathComponent(try desk.plugin()).standardizedFileURL.path
    #expect(ProjectPlugins.pluginFolder(around: source + "/tests/a_test.lua") == source)
    #expect(ProjectPlugins.pluginFolder(around: source) == source)
    #expect(ProjectPlugins.pluginFolder(around: desk.project.path) == nil)
  }
}
