--- How many patients respond, and how deeply?
---
--- The response rate and the rate of complete responses with exact intervals, with those who could not be evaluated left out and, to see
--- what hangs on them, counted as failures; by group, over time, trial by trial, and pooled with heterogeneity.
---
--- Needs:
---   column {response}
--- Parameters:
---   response (column, default response): the best response, a category with a response vocabulary.
---   by (columns, default diagnosis): what the groups are formed by, of what the cohort has.
---   last_day (text, default os_days): the last day that is known of a subject, from which on the depth of response is not known.
---   at (numbers, days, from 0, default 28, 60, 90, 180, 365): the days at which the depth of response is shown, where assessments are at hand.
--- Sample:
---   Response rate
---                  Subjects   Not evaluable   Responders       95% CI
---   All subjects          …               …   …/… (…%)     …% to …%

local workbench = require "workbench"
local pooling = require "pooling"
local response = require "response"

local parameters = workbench.parameters
local cohort = workbench.cohort()
local report = workbench.report "Objective response"

local by = {}
for _, name in ipairs(parameters.by) do
  if cohort:has(name) then by[#by + 1] = name end
end

report:heading "Best response"
report:add(response.best_overall(cohort, { response = parameters.response, by = by }))

report:heading "Response rates"
for _, depth in ipairs { "response", "complete" } do
  report:add(response.rate(cohort, {
    outcome = parameters.response,
    counts_as = depth,
    by = by,
    interval = { "clopper_pearson", "wilson" },
  }))
end

report:heading "Were those who could not be evaluated failures"
report:add(response.rate(cohort, { outcome = parameters.response, counts_as = "response", missing = "failure" }))

if cohort:has_table "assessments" then
  report:heading "Depth of response over time"
  local ended = {}
  if cohort:has "death_day" then ended.Death = "death_day" end
  if cohort:has(parameters.last_day) then ended["Follow-up ended"] = parameters.last_day end
  report:add(response.depth_over_time(cohort, { at = parameters.at, ended = ended }))
end

if cohort.trial then
  report:heading "Trial by trial"
  report:add(pooling.by_trial(cohort, {
    analysis = "response.rate",
    arguments = { outcome = parameters.response, counts_as = "response" },
    statistic = "rate",
  }))
  report:add(pooling.leave_one_out(cohort, {
    analysis = "response.rate",
    arguments = { outcome = parameters.response, counts_as = "response" },
    statistic = "rate",
  }))
end
return report
