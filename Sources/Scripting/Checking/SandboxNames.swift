import Analyses
import Lua

/// The names that the sandbox gives to scripts, asked of the sandbox itself.
struct SandboxNames: Sendable {
  /// The globals; those that are libraries with their members.
  let members: [String: [String]]
  /// Those that are numbers or texts, such as `math.huge`, with their values.
  let constants: [String: Argument]

  /// Those of the Lua that is linked; none where it cannot be opened.
  static let all = SandboxNames()

  var globals: [String] { members.keys.sorted() }

  /// Whether a metatable may have a field of that name, asked of the sandbox itself.
  static func allows(metamethod name: String) -> Bool {
    let question = "return (pcall(setmetatable, {}, { [...] = print }))"
    guard let lua = try? LuaState(),
      let answer = try? lua.run(LuaSource(name: "names", text: question), arguments: [.string(name)]).first
    else { return true }
    return answer == .boolean(true)
  }

  /// A text of our own lists them: no script has a part in it.
  private init() {
    let listing = """
      local names, constants = {}, {}
      local function note(name, value)
        if type(value) == "number" or type(value) == "string" then constants[name] = value end
      end
      for name, value in pairs(_G) do
        local members = {}
        note(name, value)
        if type(value) == "table" and name ~= "_G" then
          for member, held in pairs(value) do
            members[#members + 1] = member
            note(name .. "." .. member, held)
          end
        end
        names[name] = members
      end
      return { names, constants }
      """
    var members: [String: [String]] = [:]
    var constants: [String: Argument] = [:]
    if let lua = try? LuaState(), case .table(let both)? = try? lua.run(LuaSource(name: "names", text: listing)).first,
      let names = both.array.first?.table, let values = both.array.last?.table
    {
      for field in names.fields {
        guard let name = field.key.string, case .table(let inner) = field.value else { continue }
        members[name] = inner.array.compactMap(\.string).sorted()
      }
      for field in values.fields {
        guard let name = field.key.string else { continue }
        constants[name] = try? Argument(field.value, named: name, of: "names")
      }
    }
    self.members = members
    self.constants = constants
  }
}

/// Names of Lua that the sandbox leaves out, with why and what there is instead.
enum UnavailableNames {
  /// Why a name is not there, and what there is instead; `nil` where it is none of Lua's.
  static func reason(_ name: String) -> String? {
    if let reason = reasons[name] { return reason }
    return name.split(separator: ".").first.flatMap { libraries[String($0)] }
  }

  private static let libraries = [
    "io":
      "scripts read and write no files: the cohort comes from --data, and what the script shows goes into its report",
    "debug": "it would open the sandbox",
    "package": "modules are found by require alone: those of the workbench, plugins, and files beside the script",
    "jit": "this is Lua 5.4, not LuaJIT",
    "bit32": "Lua 5.4 has operators for it: & | ~ << >>",
    "bit": "Lua 5.4 has operators for it: & | ~ << >>",
  ]

  private static let processes = "scripts start no programs and see nothing of the system"
  private static let files = "scripts read and write no files"
  private static let clock = "scripts have no clock, so that they give the same on every run"

  private static let reasons = [
    "dofile": "use require for a file beside the script", "loadfile": "use require for a file beside the script",
    "loadstring": "this is Lua 5.4, where it is load",
    "collectgarbage": "memory is bounded by --memory-limit and needs no care",
    "rawset": "assign the field", "warn": "use report:note, or print",
    "setfenv": "this is Lua 5.4, where _ENV is a local",
    "getfenv": "this is Lua 5.4, where _ENV is a local", "unpack": "this is Lua 5.4, where it is table.unpack",
    "module": "return a table at the end of the file, and require it", "newproxy": "it is no part of Lua 5.4",
    "string.dump": "compiled Lua is refused, so there is no use for it",
    "table.getn": "this is Lua 5.4, where it is #t",
    "table.maxn": "it is no part of Lua 5.4", "math.pow": "this is Lua 5.4, where it is x ^ y",
    "math.log10": "this is Lua 5.4, where it is math.log(x, 10)",
    "math.atan2": "this is Lua 5.4, where it is math.atan(y, x)",
    "coroutine.close": "a coroutine ends with its script",
    "os.execute": processes, "os.getenv": processes, "os.exit": "a script ends by returning its report, or with error",
    "os.remove": files, "os.rename": files, "os.tmpname": files, "os.clock": clock, "os.difftime": "subtract the times",
    "os.setlocale": "numbers and texts are the same everywhere",
  ]

  /// All names that have a reason of their own.
  static var all: [String] { libraries.keys.sorted() + reasons.keys.sorted() }
}
