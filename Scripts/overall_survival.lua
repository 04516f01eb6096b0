--- How long do patients live after CAR-T, and does it differ between groups?
---
--- Overall survival of everybody and by group: curves with numbers at risk, survival at milestones with differences between
--- groups, restricted mean survival, how long the subjects were followed, and a model that is checked for proportional hazards.
---
--- Needs:
---   endpoint {endpoint}
--- Parameters:
---   endpoint (endpoint, default os): the time-to-event endpoint.
---   by (columns, default diagnosis): what the groups are formed by, of what the cohort has.
---   times (numbers, days, from 0, default 180, 365, 730): the milestones.
---   covariates (columns, default age, sex): what the model adjusts for, of what the cohort has.
---   unit (choice, days, weeks, months, years, default months): the unit in which figures and tables show times.
--- Sample:
---   Survival at milestones
---   Time (days)   At risk   Survival (95% CI)
---   365                 …   …

local workbench = require "workbench"
local survival = require "survival"

local parameters = workbench.parameters
local endpoint, unit = parameters.endpoint, parameters.unit
local cohort = workbench.cohort()

-- The milestones are given in days, whatever the unit that the endpoint is recorded in; to a hundredth of it.
local times = {}
for i, days in ipairs(parameters.times) do
  times[i] = math.floor(days / cohort:endpoint(endpoint).unit_days * 100 + 0.5) / 100
end

local function present(names)
  local found = {}
  for _, name in ipairs(names) do
    if cohort:has(name) then found[#found + 1] = name end
  end
  return found
end

local by = present(parameters.by)
local strata = cohort.trial and { cohort.trial } or {}
local report = workbench.report(cohort:endpoint(endpoint).label)

report:heading "Everybody"
report:add(survival.kaplan_meier(cohort, { endpoint = endpoint, times = times, display_unit = unit }))
report:add(survival.follow_up(cohort, { endpoint = endpoint, display_unit = unit }))

if #by > 0 then
  report:heading "By group"
  report:add(survival.kaplan_meier(cohort, { endpoint = endpoint, by = by, strata = strata, display_unit = unit }))
  report:add(survival.milestones(cohort, { endpoint = endpoint, by = by, times = times, display_unit = unit }))
  report:add(survival.restricted_mean(cohort, { endpoint = endpoint, by = by, display_unit = unit }))
end

local covariates = present(parameters.covariates)
for _, name in ipairs(by) do covariates[#covariates + 1] = name end
if #covariates > 0 then
  report:heading "Adjusted"
  report:add(survival.cox(cohort, { endpoint = endpoint, covariates = covariates, strata = strata }))
end

return report
