local testing = require "testing"
local workbench = require "workbench"
local swimmer_by_depth = require "house/swimmer_by_depth"

local depth = { "CR", "PR", "NR" }

-- a: PR on day 20, CR on day 40, not evaluable on day 60, CR on day 80: kept. b: CR on day 30, NR on day 90: lost.
-- c: PR on day 25, and nothing after. d: no assessment of a known depth.
local function small()
  return testing.cohort {
    subjects = {
      { id = "a", last = 100, dead = false }, { id = "b", last = 120, dead = true }, { id = "c", last = 50, dead = false },
      { id = "d", last = 10, dead = true },
    },
    columns = { last = { unit = "days" } },
    linked = {
      assessments = {
        { id = "a", day = 80, response = "CR" }, { id = "a", day = 20, response = "PR" }, { id = "a", day = 40, response = "CR" },
        { id = "a", day = 60, response = "NE" }, { id = "b", day = 30, response = "CR" }, { id = "b", day = 90, response = "NR" },
        { id = "c", day = 25, response = "PR" }, { id = "d", day = 5, response = "NE" },
      },
    },
  }
end

testing.test("each subject stands under its deepest response, with the day on which it was first seen", function()
  local result = swimmer_by_depth.plot(small(), { depth = depth, last = "last", ongoing = "not dead" })
  local function of(statistic, group) return result:value(statistic, { group = group }) end
  testing.equal({ of("n", "CR"), of("n", "PR"), of("n", "NR"), of("n", "none seen") }, { 2, 1, 0, 1 })
  testing.equal({ of("kept", "CR"), of("kept", "PR") }, { 1, 1 })
  testing.close(of("median_day", "CR"), 35)
  testing.close(of("median_day", "PR"), 25)
  testing.equal(of("median_day", "NR"), nil)
  testing.close(of("share", "CR"), 0.5)
end)

testing.test("on the demonstration cohort the deepest responses are the published best ones", function()
  local result = swimmer_by_depth.plot(workbench.cohort(), { depth = { "CR", "CRi", "PR", "NR", "PD" }, last = "os_days" })
  for group, n in pairs { CR = 196, CRi = 82, PR = 6, NR = 45, ["none seen"] = 5 } do
    testing.equal(result:value("n", { group = group }), n)
  end
end)
