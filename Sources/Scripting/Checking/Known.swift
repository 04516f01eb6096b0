import Analyses
import Cohorts
import OrderedCollections

/// What is known of a value of a script without running it.
indirect enum Known {
  /// Nothing.
  case anything
  /// It is being worked out: what it is joined with decides.
  case undecided
  case `nil`
  /// A constant that is no table.
  case constant(Argument)
  case table(KnownTable)
  /// A function of the script, by where it stands.
  case closure(Range<Int>)
  /// A global of the sandbox, such as `pairs` or `string.format`.
  case global(String)
  /// A library of Lua's own, such as `string`.
  case library(String)
  /// A module that the host lends, by name.
  case module(String)
  /// A function of a plugin.
  case function(FunctionDeclaration)
  /// A function of a module or an object that the host lends, and the cohort that it is of, where it is of one.
  case member(HostDeclaration, HostDeclaration.Member, of: KnownCohort?)
  /// A function that the host made for the script, and what it gives.
  case made(gives: LuaType)
  /// An object of the host, by the name of its type.
  case object(String)
  case cohort(KnownCohort)
  /// A result, and what gave it.
  case result(FunctionDeclaration?)
  /// The terms or groups of a result.
  case rowIndex(FunctionDeclaration?)
  /// The statistics of a term or group.
  case rowSlice(FunctionDeclaration?)
  /// `workbench.parameters`.
  case parameters
  /// One subject, as row functions get it.
  case subject(KnownCohort)
}

/// What is known of a cohort.
struct KnownCohort {
  /// The cohort itself, as far as it could be followed; `nil` where the script is checked without data.
  var data: Cohort?
  /// Variables, tables and endpoints that the script adds, of which only the names are known.
  var added: Set<String> = []
  /// Whether it may hold names that are not known.
  var isOpen = false

  /// Whether a name may be in it beside what the data hold.
  func mayHave(_ name: String) -> Bool { isOpen || added.contains(name) }

  /// What is known of a cohort that is one of two.
  func joined(_ other: KnownCohort) -> KnownCohort {
    var joined = self
    joined.added.formUnion(other.added)
    joined.added.formUnion(other.names.subtracting(names))
    joined.isOpen = isOpen || other.isOpen
    return joined
  }

  private var names: Set<String> {
    guard let data else { return [] }
    return Set(data.columnNames + data.dictionary.endpointNames + Array(data.linked.keys))
  }
}

/// What is known of a table.
struct KnownTable {
  /// A named value.
  struct Entry {
    let name: String
    let value: Known
    let keyRange: Range<Int>
    let valueRange: Range<Int>
  }

  var entries: [Entry] = []
  var items: [(value: Known, range: Range<Int>)] = []
  /// Whether it may hold more.
  var isOpen = false

  subscript(name: String) -> Entry? { entries.last { $0.name == name } }
}

extension Known {
  /// What is known of a value that is one of two.
  func joined(_ other: Known) -> Known {
    switch (self, other) {
    case (.undecided, let known), (let known, .undecided): known
    case (.cohort(let one), .cohort(let two)): .cohort(one.joined(two))
    case (.result(let one), .result(let two)): .result(one?.name == two?.name ? one : nil)
    case (.object(let one), .object(let two)) where one == two: self
    case (.nil, .cohort), (.nil, .result), (.nil, .object), (.nil, .module): other
    case (.cohort, .nil), (.result, .nil), (.object, .nil), (.module, .nil): self
    case (.constant(let one), .constant(let two)) where one == two: self
    case (.module(let one), .module(let two)) where one == two: self
    case (.parameters, .parameters), (.nil, .nil): self
    default: .anything
    }
  }

  /// Whether it is an object that the host lends.
  var isOfHost: Bool {
    switch self {
    case .cohort, .result, .object: true
    default: false
    }
  }

  /// The text that it is, where it is one.
  var text: String? { if case .constant(.text(let text)) = self { text } else { nil } }

  /// The value as an argument, where all of it is known.
  var argument: Argument? {
    switch self {
    case .constant(let value): return value
    case .table(let table):
      guard !table.isOpen, table.items.isEmpty || table.entries.isEmpty else { return nil }
      let items = table.items.compactMap(\.value.argument)
      let entries = table.entries.compactMap { entry in entry.value.argument.map { Argument.Entry(entry.name, $0) } }
      guard items.count == table.items.count, entries.count == table.entries.count else { return nil }
      return entries.isEmpty ? .list(items) : .map(entries.sorted { $0.name < $1.name })
    case .function(let function): return .text(function.name)
    default: return nil
    }
  }

  /// What kind of value it is, for messages; `nil` where that is not known.
  var kind: String? {
    switch self {
    case .anything, .undecided, .rowSlice, .rowIndex, .subject: nil
    case .nil: "nothing"
    case .constant(let value): value.kind
    case .table, .parameters: "a table"
    case .closure, .global, .function, .member, .made: "a function"
    case .library, .module: "a module"
    case .object(let type): type.split(separator: ".").last.map { "a \($0.lowercased())" }
    case .cohort: "a cohort"
    case .result: "a result"
    }
  }
}
