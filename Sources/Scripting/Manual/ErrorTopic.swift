/// A kind of error that a script can meet: how it reads, why it comes, and what to do.
public struct ErrorTopic: Sendable, Hashable {
  /// The name under which the manual has it, such as `unknown-argument`.
  public var name: String
  /// Why it comes.
  public var cause: String
  /// What to do.
  public var remedy: String
  /// Parts of its messages, by which it is told from others; `…` stands for what differs from message to message.
  public var marks: [String]
  /// A script that meets it, run on the demonstration cohort; `nil` where it takes more than a script.
  public var sample: String?
  /// What is said then, without the place.
  public var message: String

  init(
    _ name: String, _ cause: String, remedy: String, marks: [String], sample: String?, says message: String
  ) {
    self.name = name
    self.cause = cause
    self.remedy = remedy
    self.marks = marks
    self.sample = sample
    self.message = message
  }

  /// All that the manual explains, in its order.
  public static let all = language + modules + arguments + names + data + rows + results + runs

  /// The kind that a message is of; `nil` where it is none of these, such as what a script says itself.
  ///
  /// - Parameter message: The message, with its place or without.
  /// - Returns: The first of which a part stands in it.
  public static func of(_ message: String) -> ErrorTopic? {
    let message = MessagePart.plain(message)
    return all.first { topic in topic.marks.contains { MessagePart($0).stands(in: message) } }
  }

  /// What a sample has at hand.
  public static let prelude = """
    local workbench, survival = require "workbench", require "survival"
    local cohort = workbench.cohort()

    """
}

extension ManualArticle {
  /// The article on a kind of error.
  public init(_ topic: ErrorTopic) {
    var blocks: [Block] = [.code(topic.message), .heading("What to do"), .paragraph(topic.remedy)]
    if let sample = topic.sample { blocks += [.heading("A script that meets it"), .code(sample)] }
    self.init(topic.name, also: ["error-\(topic.name)"], marks: topic.marks, topic.cause, blocks)
  }

  /// The article on how errors are worded, with all kinds.
  public static var errors: ManualArticle {
    ManualArticle(
      "errors", also: ["error", "error-messages"], "How an error is worded, and all kinds that a script can meet.",
      [
        .paragraph(
          "An error says where it arose (script:line), what was called, what it found, what would be right, and the nearest name to a "
            + "misspelt one. With --trace, the calls that led to it follow. No report is written then, and the exit status is not 0. "
            + "workbench help finds a kind by its name, or by a message in quotes: the whole of it, or its first line."),
        .code(
          "workbench: mine.lua:4: survival.cox: unknown argument \"tie\"; did you mean \"ties\"?\n"
            + "           where        what was called   what was found      what is meant"),
        .entries(ErrorTopic.all.map { Entry($0.name, $0.cause) }, .article),
      ])
  }
}
