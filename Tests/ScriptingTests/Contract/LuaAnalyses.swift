import Analyses
import Cohorts
import OrderedCollections
import Pooling
import Resampling
import Scripting
import Survival

/// Analyses written in Lua, as an author writes them.
enum LuaAnalyses {
  /// The Kaplan-Meier estimate by group at some times.
  static let kaplanMeier = """
    local estimate = workbench.analysis {
      name = "mine.kaplan_meier",
      summary = "Kaplan-Meier estimate of survival at some times.",
      details = "A subject censored at an event time counts as at risk for it.",
      parameters = {
        { type = "endpoint" },
        { type = "groups", optional = true },
        { type = "numbers", name = "times", from = 0, default = { 30 }, unit = "the endpoint's unit", prose = "The times." },
      },
      statistics = {
        { "survival", "Survival at a time.", scale = "log_log", standard_error = "survival_se", error_on_scale = false },
        { "survival_se", "Its standard error, by Greenwood." }, { "at_risk", "The number at risk just before a time." },
      },
      example = { endpoint = "pfs", by = "arm", times = { 30, 60 } },
      compute = function(cohort, arguments)
        local rows = {}
        for _, group in ipairs(cohort:times(arguments.endpoint, { by = arguments.by }).groups) do
          for _, at in ipairs(arguments.times) do
            local survival, sum, i, at_risk = 1, 0, 1, 0
            for j = 1, group.n do if group.time[j] >= at then at_risk = at_risk + 1 end end
            while i <= group.n and group.time[i] <= at do
              local now, risk, deaths = group.time[i], group.n - i + 1, 0
              while i <= group.n and group.time[i] == now do
                if group.event[i] then deaths = deaths + 1 end
                i = i + 1
              end
              survival = survival * (1 - deaths / risk)
              sum = sum + (deaths < risk and deaths / (risk * (risk - deaths)) or 0)
            end
            local function add(name, value) rows[#rows + 1] = { statistic = name, value = value, reason = "no subjects", group = group.name, time = at } end
            add("survival", group.n > 0 and survival or nil)
            add("survival_se", group.n > 0 and survival * math.sqrt(sum) or nil)
            add("at_risk", at_risk)
          end
        end
        return workbench.result { methods = "Kaplan-Meier, Greenwood's variance.", rows = rows }
      end,
    }

    """

  /// The test of Gehan and Breslow of two groups: the log-rank test whose events are weighted by the number at risk.
  static let gehan = """
    local gehan = workbench.analysis {
      name = "mine.gehan",
      summary = "Log-rank test of two groups, weighted by the number at risk.",
      details = "After Gehan and Breslow.",
      parameters = { { type = "endpoint" }, { type = "group" }, { type = "strata" } },
      statistics = { { "chi_squared", "The test statistic, of one degree of freedom." } },
      example = { endpoint = "pfs", by = "arm" },
      compute = function(cohort, arguments)
        local data = cohort:times(arguments.endpoint, { by = arguments.by, strata = arguments.strata })
        local difference, variance = 0, 0
        for stratum = 1, #data.strata do
          local events = {}
          for i = 1, data.n do
            if data.event[i] and data.stratum[i] == stratum then events[data.time[i]] = true end
          end
          for time in pairs(events) do
            local n, n1, d, d1 = 0, 0, 0, 0
            for i = 1, data.n do
              if data.stratum[i] == stratum and data.time[i] >= time then
                local first = data.group[i] == 1 and 1 or 0
                local now = data.event[i] and data.time[i] == time and 1 or 0
                n, n1, d, d1 = n + 1, n1 + first, d + now, d1 + now * first
              end
            end
            difference = difference + n * (d1 - d * n1 / n)
            if n > 1 then variance = variance + n * n * d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1) end
          end
        end
        return workbench.result {
          methods = "Log-rank test with Gehan's and Breslow's weights.",
          rows = { { statistic = "chi_squared", value = variance > 0 and difference ^ 2 / variance or nil, reason = "no events" } },
        }
      end,
    }

    """

  /// A cohort of 240 invented subjects with ties, late entries and holes, of three trials.
  static func cohort() throws -> Cohort {
    var state: UInt64 = 7
    func draw(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    let count = 240
    let arms = (0..<count).map { _ in ["old", "new", "none"][draw(3)] }
    let times = (0..<count).map { _ in draw(20) == 0 ? nil : Double(1 + draw(60)) / 10 }
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: (1...count).map { "p\($0)" }),
      "trial": Column(categories: (0..<count).map { _ in ["A", "B", "C"][draw(3)] }),
      "arm": Column(categories: arms.map { draw(30) == 0 ? nil : $0 }, levels: ["old", "new", "none"]),
      "time": Column(numbers: times), "event": Column(flags: (0..<count).map { _ in draw(3) > 0 }),
      "moved_day": Column(numbers: times.map { draw(3) == 0 ? ($0 ?? 1) / 2 : nil }),
      "response": Column(categories: (0..<count).map { _ in ["CR", "PR"][draw(2)] }),
      "response_day": Column(numbers: (0..<count).map { _ in Double(draw(4)) / 2 }),
    ]
    let baseline = ColumnDescription(knownAt: .baseline)
    return try Cohort(
      name: "invented", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", trial: "trial",
        columns: [
          "trial": baseline, "arm": baseline,
          "response": ColumnDescription(label: "Response", knownAt: .onDay(["response_day"])),
        ],
        endpoints: [
          "pfs": EndpointDefinition(name: "pfs", time: "time", event: .indicator(column: "event"), unit: .months)
        ]))
  }

  /// Runs a script on that cohort.
  static func outcome(_ lines: String) throws -> ScriptHost.Outcome {
    let host = try ScriptHost(
      cohort: cohort(), registry: Registry([SurvivalPlugin(), PoolingPlugin(), ResamplingPlugin()]), options: .init())
    return try host.run(
      "local workbench, survival = require 'workbench', require 'survival'\nlocal cohort, report = workbench.cohort(), workbench.report 'T'\n"
        + lines + "\nreturn report", name: "a.lua")
  }
}
