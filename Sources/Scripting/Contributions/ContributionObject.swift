import Cohorts
import Lua

/// Something that a script or a plugin declares apart from any cohort, and that `cohort:with` adds to one: an endpoint, a vocabulary of
/// response, a toxicity scale.
final class ContributionObject {
  /// What it is.
  enum Kind: String {
    case endpoint
    case vocabulary
    case toxicityScale = "toxicity scale"
  }

  let kind: Kind
  let name: String
  /// The cohort with it.
  let add: (Cohort) throws -> Cohort

  init(_ kind: Kind, _ name: String, add: @escaping (Cohort) throws -> Cohort) {
    self.kind = kind
    self.name = name
    self.add = add
  }

  /// What scripts get for one.
  static func wrap(_ kind: Kind, _ name: String, add: @escaping (Cohort) throws -> Cohort) -> LuaValue {
    type.wrap(ContributionObject(kind, name, add: add))
  }

  static let type = HostType<ContributionObject>(
    "contribution", properties: ["name": { .string($0.name) }, "kind": { .string($0.kind.rawValue) }],
    text: { "\($0.kind.rawValue) \"\($0.name)\"" })

  /// What scripts are lent as a contribution.
  static let declaration = HostDeclaration(
    name: "workbench.Contribution",
    summary: "An endpoint, a vocabulary of response or a toxicity scale that cohort:with adds to a cohort.",
    isModule: false,
    members: [
      .value("name", "string", "Its name."), .value("kind", "string", "endpoint, vocabulary or toxicity scale."),
    ])
}

extension CohortObject {
  /// `cohort:with(contribution, …)`: the cohort with endpoints, vocabularies and scales that are declared elsewhere.
  func with(contributions arguments: [LuaValue]) throws -> LuaValue {
    guard !arguments.isEmpty else { throw Self.noContribution(.nil) }
    var changed = cohort
    for argument in arguments {
      guard let contribution = ContributionObject.type.unwrap(argument) else { throw Self.noContribution(argument) }
      changed = try contribution.add(changed)
    }
    host.note(derivedSince: cohort, in: changed)
    return with(changed)
  }

  private static func noContribution(_ found: LuaValue) -> CallError {
    .wrongKind(
      "cohort:with", argument: "what is added",
      expected: "what workbench.endpoint, workbench.vocabulary or workbench.toxicity_scale gives", found: found.kind)
  }

  /// What the declaration says of it.
  static let contributionMembers: [HostDeclaration.Member] = [
    .function(
      "with", [("contribution", "workbench.Contribution", "What is added; several may be given.")],
      returns: "workbench.Cohort",
      "The cohort with an endpoint, a vocabulary of response or a toxicity scale that was declared apart from it.",
      example: """
        local more = cohort:with(workbench.endpoint { name = "late", time = "pfs_days", event = "pfs_event" })
        """),
    .function(
      "check", [("check", "workbench.Check", "The check.")], returns: "workbench.Result",
      "What a check of the data finds: how many findings, and a table of them.",
      example: """
        local check = workbench.check {
          name = "nothing",
          prose = "Nothing.",
          find = function() return {} end,
        }
        report:add(cohort:check(check))
        """),
  ]
}
