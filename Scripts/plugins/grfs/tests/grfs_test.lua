local testing = require "testing"
local workbench = require "workbench"
local grfs = require "house/grfs"

local columns = {
  transplant = "transplant", acute_gvhd = "acute", chronic_gvhd = "chronic", relapse = "relapse", death = "death",
  last_contact = "last",
}

-- Days from the start of treatment; the transplant is not on the same day for all.
local function small()
  return testing.cohort {
    subjects = {
      { id = "1", transplant = 10, acute = 40, relapse = 90, death = 200, last = 200 }, -- acute GvHD, day 30
      { id = "2", transplant = 20, chronic = 120, last = 500 }, -- chronic GvHD, day 100
      { id = "3", transplant = 15, relapse = 75, death = 80, last = 80 }, -- relapse, day 60
      { id = "4", transplant = 30, death = 50, last = 50 }, -- death, day 20
      { id = "5", transplant = 12, last = 412 }, -- free of all until day 400
      { id = "6", relapse = 33, death = 60, last = 60 }, -- no transplant
      { id = "7", transplant = 25, acute = 55, relapse = 55, last = 300 }, -- both on day 30: acute GvHD is named first
    },
    columns = {
      transplant = { unit = "days" }, acute = { unit = "days" }, chronic = { unit = "days" }, relapse = { unit = "days" },
      death = { unit = "days" }, last = { unit = "days" },
    },
  }
end

testing.test("the first of the events counts, from the transplant, for those who had one", function()
  local times = grfs.derive(small(), columns):times "grfs"
  testing.equal(times.time, { 30, 100, 60, 20, 400, 30 })
  testing.equal(times.event, { true, true, true, true, false, true })
  local first = {}
  for i = 1, times.n do first[i] = times.outcomes[times.outcome[i]] or "none" end
  testing.equal(first, {
    "acute GvHD, grade III-IV", "chronic GvHD, systemic treatment", "relapse", "death", "none", "acute GvHD, grade III-IV",
  })
end)

testing.test("survival free of all and the incidences of the first event add up to 1", function()
  local options = {}
  for name, column in pairs(columns) do options[name] = column end
  options.times = { 50, 100, 365 }
  local result = grfs.estimate(small(), options)
  for _, day in ipairs(options.times) do
    local sum = result:value("survival", { time = day })
    for _, name in ipairs { "acute GvHD, grade III-IV", "chronic GvHD, systemic treatment", "relapse", "death" } do
      sum = sum + result:value("cumulative_incidence", { variable = name, time = day })
    end
    testing.close(sum, 1, { relative = 1e-12 })
  end
  -- Without censoring before day 365, survival is the share of six that is free: three by day 50, one by day 100.
  testing.close(result:value("survival", { time = 50 }), 3 / 6, { relative = 1e-14 })
  testing.close(result:value("survival", { time = 100 }), 1 / 6, { relative = 1e-14 })
end)

-- R 4.2.2, survival 3.5-3, on the exported demonstration cohort, of those with a transplant: t = pmin(relapse_day, death_day, os_days) -
-- transplant_day; summary(survfit(Surv(t, event > 0) ~ 1), times = c(100, 180, 365))$surv, and $pstate with factor(event).
testing.test("estimates are those of R's survfit", function()
  local result = grfs.estimate(workbench.cohort(), { last_contact = "os_days" })
  local expected = {
    { 100, 0.800305232917589, 0.116557993473719, 0.0831367736086914 },
    { 180, 0.783062177314938, 0.129544106348085, 0.0873937163369765 },
    { 365, 0.691481633377224, 0.162990263480559, 0.1455281031422160 },
  }
  for _, at in ipairs(expected) do
    testing.close(result:value("survival", { time = at[1] }), at[2], { relative = 1e-12 })
    testing.close(result:value("cumulative_incidence", { variable = "relapse", time = at[1] }), at[3], { relative = 1e-12 })
    testing.close(result:value("cumulative_incidence", { variable = "death", time = at[1] }), at[4], { relative = 1e-12 })
  end
  testing.equal(result:value("first", { variable = "relapse" }), 43)
  testing.equal(result:value("first", { variable = "death" }), 37)
end)

testing.test("one event alone is no composite", function()
  testing.raises(function() grfs.endpoint { transplant = "transplant_day", death = "death_day", last_contact = "os_days" } end,
    "at least two of the events")
end)
