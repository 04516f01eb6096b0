local testing = require "testing"
local workbench = require "workbench"
local win_ratio = require "house/win_ratio"

-- Four subjects of A against three of B; each pair can be told apart by hand.
local function small()
  return testing.cohort {
    subjects = {
      { id = "1", arm = "A", os = 10, dead = true, pfs = 4, progressed = true },
      { id = "2", arm = "A", os = 20, dead = false, pfs = 20, progressed = false },
      { id = "3", arm = "A", os = 15, dead = true, pfs = 9, progressed = true },
      { id = "4", arm = "A", os = 5, dead = false, pfs = 5, progressed = false },
      { id = "5", arm = "B", os = 12, dead = true, pfs = 6, progressed = true },
      { id = "6", arm = "B", os = 25, dead = false, pfs = 8, progressed = true },
      { id = "7", arm = "B", os = 5, dead = true, pfs = 3, progressed = true },
    },
    columns = { os = { unit = "days" }, pfs = { unit = "days" }, arm = { known_at = "baseline" } },
    endpoints = {
      os = { label = "Overall survival", time = "os", event = "dead", unit = "days" },
      pfs = { label = "Progression-free survival", time = "pfs", event = "progressed", unit = "days" },
    },
  }
end

testing.test("pairs are won on the first endpoint that tells them apart", function()
  local result = win_ratio.compare(small(), { endpoints = { "os", "pfs" }, by = "arm", group = "A" })
  -- 1 against 5: dies first; 6: dies first; 7: lives longer. 2 against 5 and 7: lives longer; 6: progresses later.
  -- 3 against 5 and 7: lives longer; 6: dies first. 4, censored at day 5: 7 dies then, so that 4 wins; 5 and 6: not told by
  -- survival, nor by progression, of which 4 was free until day 5 only.
  local function of(statistic, variable) return result:value(statistic, { variable = variable }) end
  testing.equal({ of("wins", "Overall survival"), of("losses", "Overall survival") }, { 6, 3 })
  testing.equal({ of("wins", "Progression-free survival"), of("losses", "Progression-free survival") }, { 1, 0 })
  testing.equal({ of("wins", "All"), of("losses", "All"), of("ties", "All") }, { 7, 3, 2 })
  testing.close(result:value("win_ratio"), 7 / 3, { relative = 1e-14 })
  testing.close(result:value("win_odds"), 8 / 4, { relative = 1e-14 })
  testing.close(result:value("net_benefit"), 4 / 12, { relative = 1e-14 })
end)

testing.test("the other group's ratio is the inverse, and its test the same but for the sign", function()
  local one = win_ratio.compare(workbench.cohort(), { endpoints = { "os", "pfs" }, by = "sex", group = "female" })
  local other = win_ratio.compare(workbench.cohort(), { endpoints = { "os", "pfs" }, by = "sex", group = "male" })
  testing.close(one:value("win_ratio") * other:value("win_ratio"), 1, { relative = 1e-12 })
  testing.close(one:value("win_ratio_upper") * other:value("win_ratio_lower"), 1, { relative = 1e-12 })
  testing.close(one:value("finkelstein_schoenfeld"), -other:value("finkelstein_schoenfeld"), { relative = 1e-12 })
end)

-- R 4.2.2 on the exported demonstration cohort: w and l are the matrices of wins and losses by outer(), theta their means,
-- var(rowMeans(w)) / n + var(colMeans(w)) / m the variance of a share, and so on; the scores of Finkelstein and Schoenfeld are the
-- row sums of all against all.
testing.test("counts, ratio, limits and tests are those of R", function()
  local result = win_ratio.compare(workbench.cohort(), { endpoints = { "os", "pfs" }, by = "sex", group = "female" })
  testing.equal(result:value("wins", { variable = "All" }), 6331)
  testing.equal(result:value("losses", { variable = "All" }), 5573)
  testing.close(result:value("win_ratio"), 1.136012919432980, { relative = 1e-12 })
  testing.close(result:value("win_ratio_lower"), 0.745886754521071, { relative = 1e-12 })
  testing.close(result:value("win_ratio_upper"), 1.730189395771322, { relative = 1e-12 })
  testing.close(result:value("win_ratio_p"), 0.552441638544981, { relative = 1e-12 })
  testing.close(result:value("finkelstein_schoenfeld"), 0.597418816220318, { relative = 1e-12 })
  testing.close(result:value("finkelstein_schoenfeld_p"), 0.550227794222926, { relative = 1e-12 })
end)

-- wilcox.test(age ~ sex, exact = FALSE, correct = FALSE)$p.value in R 4.2.2.
testing.test("one endpoint without censoring gives Wilcoxon's test", function()
  local cohort = workbench.cohort():derive("always", "1 == 1")
  local result = win_ratio.compare(cohort, { endpoints = { "Surv(age, always)" }, by = "sex", group = "female" })
  testing.close(result:value("finkelstein_schoenfeld_p"), 0.306941111411252, { relative = 1e-12 })
  testing.close(result:value("wins", { variable = "All" }) + result:value("ties", { variable = "All" }) / 2, 9306.5)
end)

testing.test("more than two groups are refused with their number", function()
  testing.raises(function()
    win_ratio.compare(workbench.cohort(), { endpoints = { "os" }, by = "diagnosis" })
  end, "should have two groups, found 5")
end)
