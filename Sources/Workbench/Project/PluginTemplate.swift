import Packages

/// A plugin to begin from: what it says of itself, an analysis, its test, and words for its users.
struct PluginTemplate {
  /// Who makes it, such as `acme`.
  let team: String
  /// What it is called, such as `early_response`.
  let name: String

  /// The files by their paths in the plugin's folder.
  var files: [String: String] {
    ["plugin.toml": manifest, "init.lua": code, "tests/\(name)_test.lua": test, "README.md": readme]
  }

  private var manifest: String {
    """
    # What the plugin says of itself; read without running anything.
    id = "\(team)/\(name)"
    version = "0.1.0"
    workbench = ">= \(Self.firstTwo(of: BuiltIn.version))"
    summary = "The share of subjects for whom a condition holds, by group."
    authors = ["\(PluginManifest.unnamedAuthor)"]
    licence = "Apache-2.0"
    # citation = "doi:…"
    # capabilities = ["random"]    # none are needed to compute from the cohorts that it is handed

    [contributions]
    analysis = ["\(name).share"]

    # [needs]                          # of every cohort; not of what a script hands in, such as a condition or groups
    # columns = { age = "number" }

    """
  }

  private var code: String {
    """
    --- The share of subjects for whom a condition holds, by group.

    local workbench = require "workbench"

    -- Declared once: the arguments are checked, and help, stubs and reports know it, as those of the workbench's own analyses.
    local share = workbench.analysis {
      name = "\(name).share",
      summary = "Share of subjects for whom a condition holds, by group.",
      details = "Subjects for whom the condition is unknown count in the denominator, and their number is given.",
      parameters = {
        { name = "condition", type = "expression", prose = "What must hold, such as \\"age >= 65\\"." },
        { type = "groups", optional = true },
      },
      statistics = {
        { "share", "The share of the group for whom it holds." },
        { "count", "How many they are." },
      },
      example = { condition = "age >= 65", by = "sex" },
      compute = function(cohort, arguments)
        local holds = cohort:column(arguments.condition)
        local groups = cohort:groups(arguments.by)
        local rows = {}
        for place, level in ipairs(groups.levels) do
          local count, n, missing = 0, 0, 0
          for _, row in ipairs(groups.rows[place]) do
            n = n + 1
            if holds[row] == workbench.missing then
              missing = missing + 1
            elseif holds[row] then
              count = count + 1
            end
          end
          rows[#rows + 1] = { statistic = "count", group = level, value = count, n = n, missing = missing }
          rows[#rows + 1] = { statistic = "share", group = level, value = n > 0 and count / n or nil, reason = "no subjects", n = n }
        end
        return workbench.result {
          title = "Share with " .. arguments.condition,
          methods = "The number of subjects for whom the condition holds, over all subjects of the group.",
          rows = rows,
        }
      end,
    }

    -- What a script gets by require "\(team)/\(name)"; nobody can change it from outside.
    return { share = share }

    """
  }

  private var test: String {
    """
    --- Tests of the plugin; "workbench test" runs them.

    local testing = require "testing"
    local \(name) = require "\(team)/\(name)"

    testing.test("counts those for whom the condition holds", function()
      local cohort = testing.cohort {
        subjects = { id = { "1", "2", "3", "4" }, age = { 70, 30, 66, 64 } },
      }
      local result = \(name).share(cohort, { condition = "age >= 65" })
      testing.close(result:value("share", { group = "All subjects" }), 0.5)
    end)

    """
  }

  private var readme: String {
    """
    # \(team)/\(name)

    The share of subjects for whom a condition holds, by group.

    ```lua
    local \(name) = require "\(team)/\(name)"
    report:add(\(name).share(cohort, { condition = "age >= 65", by = "sex" }))
    ```

    To use it in a project: `workbench plugin add PATH`, where PATH is this folder, or the file that `workbench plugin pack` writes.

    """
  }

  /// The first two numbers of a version.
  private static func firstTwo(of version: String) -> String {
    version.split(separator: ".").prefix(2).joined(separator: ".")
  }
}
