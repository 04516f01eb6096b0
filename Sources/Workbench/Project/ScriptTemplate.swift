import Scripting

/// A script to begin from, and its test: both run as they are written.
struct ScriptTemplate {
  /// The name of the script, such as `my_question`.
  let name: String

  /// The files by their names.
  var files: [String: String] { ["\(name).lua": script, "\(name)_test.lua": test] }

  private var script: String { header + "\n" + start + "\n" + results }

  private var header: String {
    """
    --- Does an endpoint differ between groups? (Write here the question that the script answers, in one line.)
    ---
    --- Say more below it, for whoever runs the script: whom it is about, what is compared, and how. "workbench help script header"
    --- explains the sections that follow; "workbench help \(name)" shows them to others.
    ---
    --- Needs:
    ---   endpoint {endpoint}
    ---   column age
    --- Parameters:
    ---   endpoint (endpoint, default pfs): the endpoint that is compared.
    ---   by (columns, default sex): what the groups are formed by.
    ---   adult (number, years, default 18): the age from which on somebody counts.
    --- Sample:
    ---   Kaplan-Meier estimate by sex
    ---   Group     n   Events   Median (95% CI)

    """
  }

  private var start: String {
    """
    local workbench = require "workbench"
    local baseline = require "baseline"
    local survival = require "survival"

    -- On your own data, a table with a row for each subject: workbench run \(name) --data patients.csv
    -- "workbench data patients.csv" shows what is read of it. Columns called pfs_days and pfs_event make the endpoint pfs; with
    -- others, give --param endpoint="Surv(days, status == 1)", or declare them in a cohort.toml ("workbench help cohort.toml").

    -- What is set with --param endpoint=os, or the defaults of the header.
    local parameters = workbench.parameters
    local endpoint, by = parameters.endpoint, parameters.by

    -- Whom it is about. Who is left out, and of whom it is unknown, is counted in the report. A function of one subject does it, too:
    -- cohort:where(function(p) return p.age and p.age >= parameters.adult end)
    local cohort = workbench.cohort():where(("age >= %g"):format(parameters.adult))

    -- A variable of your own; "workbench help expressions" explains what can stand in such texts.
    cohort = cohort:derive("age_group", "cut(age, {40}, {'younger', 'older'})", { label = "Age group" })

    """
  }

  private var results: String {
    """
    local report = workbench.report "An endpoint by group"

    report:heading "Who they are"
    report:add(baseline.characteristics(cohort, { variables = { "age", "age_group" }, by = by }))

    -- "workbench help survival" lists the analyses; each takes the cohort, then named arguments, and brings its tables and figures.
    report:heading "By group"
    report:add(survival.kaplan_meier(cohort, { endpoint = endpoint, by = by, times = { 180, 365 } }))
    report:add(survival.log_rank(cohort, { endpoint = endpoint, by = by }))

    -- A subgroup is a cohort, too. Of two groups, survival.subgroups compares them in many subgroups, as a forest plot.
    report:heading "Among the younger"
    local younger = cohort:where "age_group == 'younger'"
    report:add(survival.kaplan_meier(younger, { endpoint = endpoint, by = by }))

    -- A number of a result can be used in words; it is nil where it could not be computed.
    report:heading "Follow-up"
    local follow_up = survival.follow_up(cohort, { endpoint = endpoint })
    report:add(follow_up)
    local median = follow_up:value("median", { group = "All subjects" })
    if median then report:note(("%d subjects, followed for a median of %.0f days."):format(cohort.count, median)) end

    -- A table and a figure of your own: "workbench help workbench.table" and "workbench help workbench.figure".
    local groups = cohort:groups "age_group"
    local rows, counts = {}, {}
    for place, level in ipairs(groups.levels) do
      counts[place] = #groups.rows[place]
      rows[place] = { level, counts[place] }
    end
    report:heading "How many"
    report:add(workbench.table { title = "Subjects", columns = { "Age group", "Subjects" }, rows = rows })
    report:add(workbench.figure {
      title = "Subjects by age group",
      x = { categories = groups.levels },
      y = "Subjects",
      marks = { { mark = "bar", x = groups.levels, to = counts } },
    })

    return report

    """
  }

  private var test: String {
    """
    --- Tests of \(name).lua; "workbench test" runs them.

    local testing = require "testing"
    local survival = require "survival"

    -- Few subjects, so that every answer can be found by hand; a cohort.toml would say the same of them.
    local cohort = testing.cohort {
      subjects = {
        id = { "1", "2", "3", "4" },
        age = { 17, 30, 45, 60 },
        sex = { "female", "female", "male", "male" },
        pfs_days = { 10, 100, 100, 100 },
        pfs_event = { true, true, true, true },
      },
      columns = { age = { unit = "years", known_at = "baseline" }, sex = { known_at = "baseline" } },
      endpoints = { pfs = { time = "pfs_days", event = "pfs_event", unit = "days", label = "Progression-free survival" } },
    }

    testing.test("all adults have the event on day 100, which is the median", function()
      local curves = survival.kaplan_meier(cohort:where "age >= 18", { endpoint = "pfs" })
      testing.close(curves:value("median", { group = "All subjects" }), 100)
    end)

    testing.test("the script gives its report on them, and on the demonstration cohort", function()
      local report = testing.run("\(name)", { cohort = cohort })
      testing.equal(report.title, "An endpoint by group")
      testing.close(report.results[2]:value("median", { group = "male" }), 100)
      testing.equal(#testing.run("\(name)", { parameters = { endpoint = "os" } }).results, #report.results)
    end)

    """
  }
}
