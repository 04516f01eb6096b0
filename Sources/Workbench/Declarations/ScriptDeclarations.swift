public import Analyses
public import Scripting

/// The analyses that the scripts of a folder declare, as far as that can be read: nothing of them is run.
public struct ScriptDeclarations: Sendable {
  /// An analysis that a script declares.
  public struct Declared: Sendable, Hashable {
    /// The path of the script.
    public let script: String
    /// What is declared.
    public let function: FunctionDeclaration
  }

  /// The analyses, in the order of the scripts; of two of one name the first.
  public let analyses: [Declared]

  /// What the scripts of a folder declare, those in folders within it left out.
  ///
  /// - Parameter folder: The folder; `Scripts` of the working folder without it.
  /// - Throws: `Registry.Fault` where two plugins have one name.
  public init(in folder: String = ScriptLibrary.folder) throws(Registry.Fault) {
    let check = ScriptCheck(registry: try BuiltIn.registry())
    var (analyses, names) = ([Declared](), Set<String>())
    for (name, source) in ScriptLibrary.modules(in: folder).sorted(by: { $0.key < $1.key })
    where !"\(name).lua".hasSuffix(TestFile.ending) && ScriptCheck.mayDeclareAnalyses(source) {
      for function in check.declaredModules(in: source).flatMap(\.functions) where names.insert(function.name).inserted
      {
        analyses.append(Declared(script: "\(folder)/\(name).lua", function: function))
      }
    }
    self.analyses = analyses
  }

  /// The articles of the manual on them.
  public var articles: [ManualArticle] {
    analyses.map { declared in
      var article = ManualArticle(declared.function)
      article.blocks.append(
        .paragraph("Declared in \(declared.script): the name under which a script calls it is that script's own."))
      return article
    }
  }
}
