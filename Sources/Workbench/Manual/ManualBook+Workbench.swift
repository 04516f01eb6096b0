public import Analyses
public import Scripting

extension ManualBook {
  /// The manual of the workbench.
  ///
  /// - Parameters:
  ///   - commands: The chapter on the command line.
  ///   - modules: What scripts can require beside `workbench`.
  ///   - plugins: What plugins of a project offer.
  ///   - scripts: What scripts of a project declare.
  /// - Returns: The whole manual.
  public static func workbench(
    commands: ManualChapter, modules: [ModuleDeclaration], plugins: [PluginDeclaration] = [],
    scripts: ScriptDeclarations? = nil
  ) -> ManualBook {
    let analyses = modules.map { module in
      ManualChapter(
        "The module \(module.name)", module.summary, [ManualArticle(module)] + module.functions.map(ManualArticle.init))
    }
    let installed = plugins.map { plugin in
      ManualChapter(
        "The plugin \(plugin.id)", plugin.summary,
        [ManualArticle(plugin)] + plugin.functions.map(ManualArticle.init))
    }
    let own = scripts.map(\.articles) ?? []
    let declared =
      own.isEmpty
      ? []
      : [ManualChapter("Analyses of your scripts", "What scripts in Scripts/ declare with workbench.analysis.", own)]
    let chapters = [commands, Self.scripts, shipped, sharing] + analyses + installed + declared + [data, errors]
    return ManualBook(version: BuiltIn.version, chapters: chapters + [.index(of: chapters)])
  }

  private static var scripts: ManualChapter {
    ManualChapter(
      "Scripts",
      "A script is a text in Lua 5.4. It asks for the cohort, calls analyses, and returns a report. It runs in a process of its own, "
        + "without files, network or clock, and gives the same bytes each time.",
      [.header]
        + (HostDeclaration.all.filter(\.isModule) + HostDeclaration.all.filter { !$0.isModule }).map(ManualArticle.init)
        + [.figures, .expressions, .formulas])
  }

  private static var shipped: ManualChapter {
    let scripts = ShippedScripts.all.compactMap { script in
      (try? ScriptLibrary.header(of: script)).map { ManualArticle(script: String(script.name.dropLast(4)), $0) }
    }
    let list = ManualArticle(
      "shipped scripts", "Scripts that come with the workbench, to be run by name and to be copied.",
      [.entries(scripts.map { .init($0.name, $0.summary) }, .article)])
    return ManualChapter(
      "Shipped scripts", "They are part of the command, and run from any folder.", [list] + scripts, isBrief: true)
  }

  private static var sharing: ManualChapter {
    ManualChapter(
      "Sharing", "How analyses that people write reach others, and what keeps those safe.",
      [
        page("plugins", also: ["plugin.toml", "workbench.lock", "wbplugin", "trust"], PackageResources.Plugins_md),
        .conformance,
      ])
  }

  private static var data: ManualChapter {
    ManualChapter(
      "Data", "What a cohort is loaded from, and what is known of its columns.",
      [
        page("cohort.toml", also: ["cohort-folder", "dictionary"], PackageResources.CohortFolder_md),
        .columnTypes,
        page("data as they come", also: ["undeclared-data", "adam", "cbioportal"], PackageResources.UndeclaredData_md),
        page("formats", also: ["format"], PackageResources.Formats_md),
        page("dataset-json", also: ["json", "compression"], PackageResources.DatasetJSON_md),
      ])
  }

  private static var errors: ManualChapter {
    ManualChapter(
      "Errors", "What can go wrong in a script, and what to do.",
      [.errors, .findings] + ErrorTopic.all.map(ManualArticle.init), isBrief: true)
  }

  private static func page(_ name: String, also aliases: [String], _ bytes: [UInt8]) -> ManualArticle {
    MarkdownArticle.article(name, also: aliases, String(decoding: bytes, as: UTF8.self))
  }
}
