import ArgumentParser
import Scripting

extension ManualChapter {
  /// The chapter on the command line.
  static var commands: ManualChapter {
    let commands = WorkbenchCommand.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return ManualChapter(
      "The command", "What is typed at a prompt. workbench help and the name of a command explains it, too.",
      [.firstSteps, .exitStatus] + commands.flatMap { articles(on: $0, within: ["workbench"]) }, isBrief: true)
  }

  private static func articles(on command: any ParsableCommand.Type, within: [String]) -> [ManualArticle] {
    let path = within + [command._commandName]
    let message = WorkbenchCommand.helpMessage(for: command, columns: 84)
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    let usage = lines.drop { !$0.hasPrefix("USAGE:") }.joined(separator: "\n")
    let article = ManualArticle(
      path.joined(separator: " "), also: [path.dropFirst().joined(separator: " ")], command.configuration.abstract,
      command.configuration.discussion.split(separator: "\n").map { .paragraph(String($0)) } + [.code(usage)])
    return [article]
      + command.configuration.subcommands.filter { $0.configuration.shouldDisplay }.flatMap {
        articles(on: $0, within: path)
      }
  }
}

extension ManualArticle {
  /// The article to begin with.
  fileprivate static var firstSteps: ManualArticle {
    ManualArticle(
      "first steps", also: ["start", "begin"], "From nothing to a report on your own data.",
      [
        .code(
          """
          workbench run pfs_by_transplant          a shipped script, on the demonstration cohort
          workbench init                           makes this folder ready for scripts
          workbench new my_question                writes Scripts/my_question.lua and its test
          workbench run my_question --watch        runs it again on every save
          workbench data trial/folder              describes and checks your own data
          workbench run my_question --data trial/folder --out report
          """)
      ])
  }

  /// The article on how the command ends.
  fileprivate static var exitStatus: ManualArticle {
    ManualArticle(
      "exit status", also: ["status", "exit-code"], "What the number means with which the command ends.",
      [.entries(Status.meanings.map { Entry("\($0.status)", $0.meaning) }, .article)])
  }
}
