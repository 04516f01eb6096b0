import Analyses
import Cohorts
import Lua

/// An endpoint as an analysis was asked for it, with its outcome and its intercurrent events.
final class EndpointObject {
  let request: EndpointRequest

  init(_ request: EndpointRequest) { self.request = request }

  static let type = HostType<EndpointObject>(
    "endpoint", properties: ["name": { .string($0.request.source.text) }], text: { $0.request.source.text },
    areEqual: { $0.request == $1.request })

  /// The name of the endpoint that a value is, asked for or declared; `nil` where it is none.
  static func name(_ value: LuaValue) -> String? {
    if let asked = type.unwrap(value) { return asked.request.source.text }
    guard let declared = ContributionObject.type.unwrap(value), declared.kind == .endpoint else { return nil }
    return declared.name
  }

  /// The endpoint that a value is: one that an analysis was asked for, or the name of one, or `Surv(time, event)`.
  static func request(_ value: LuaValue?, of function: String) throws -> EndpointRequest {
    switch value {
    case .object(let object):
      if let asked = type.unwrap(.object(object)) { return asked.request }
      if let declared = ContributionObject.type.unwrap(.object(object)), declared.kind == .endpoint {
        return EndpointRequest(.named(declared.name))
      }
    case .string(let text):
      do throws(Formula.Fault) { return try Formula.request(text) } catch {
        throw CohortError.formula(text, reason: error.reason)
      }
    default: break
    }
    throw CallError.wrongKind(
      function, argument: "the endpoint", expected: "an endpoint, such as arguments.endpoint or \"pfs\"",
      found: value?.kind ?? "nothing")
  }

  /// The arguments of a function that is handed an endpoint: its outcome and its intercurrent events go with it.
  static func handedOn(
    _ given: [Argument.Entry], from value: LuaValue?, to function: any PluginFunction
  ) -> [Argument.Entry] {
    guard let request = value?.table?["endpoint"].flatMap(type.unwrap)?.request else { return given }
    var given = given
    func add(_ name: String, _ value: Argument?) {
      guard let value, !given.contains(where: { $0.name == name }) else { return }
      if function.parameters.contains(where: { $0.declaration.name == name }) { given.append(.init(name, value)) }
    }
    add("outcome", request.outcome.map(Argument.text))
    add("intercurrent", request.intercurrent.isEmpty ? nil : request.strategies)
    return given
  }
}

extension EndpointRequest {
  /// The intercurrent events as an argument.
  fileprivate var strategies: Argument { .map(intercurrent.map { .init($0.day, .text($0.strategy.rawValue)) }) }
}

extension EndpointRequest.Source {
  /// The source as a script writes it.
  var text: String {
    switch self {
    case .named(let name): name
    case .columns(let entry, let time, let event):
      "Surv(\([entry, time, event].compactMap(\.self).joined(separator: ", ")))"
    }
  }
}
