--- How many relapse, and how many die without relapse?
---
--- Relapse and death without relapse compete: whoever dies first cannot relapse any more. Cumulative incidences with Gray's test,
--- and models of both outcomes side by side: what drives the rate among those who still can (cause-specific), and what
--- drives how many will have it in the end (Fine-Gray).
---
--- Needs:
---   endpoint {endpoint}
---   column {relapse_day}
--- Parameters:
---   endpoint (endpoint, default pfs): the endpoint that relapse or death ends, whichever is first.
---   relapse_day (column, days, default relapse_day): the day of relapse; missing where there was none.
---   by (columns, default diagnosis): what the groups are formed by.
---   covariates (columns, default age, prior_transplants): what the models depend on.
---   times (numbers, days, from 0, default 90, 180, 365): the milestones.
---   unit (choice, days, weeks, months, years, default months): the unit in which figures and tables show times.
--- Sample:
---   Outcome, time                 At risk   Cumulative incidence (95% CI)
---   relapse, 365                        …   …
---   death without relapse, 365          …   …

local workbench = require "workbench"
local survival = require "survival"

local parameters = workbench.parameters
local endpoint, unit = parameters.endpoint, parameters.unit
local cohort = workbench.cohort()
local time = cohort:endpoint(endpoint).time

cohort = cohort:derive("first_event", function(p)
  local relapse = p[parameters.relapse_day]
  return relapse and relapse <= p[time] and "relapse" or "death without relapse"
end, { label = "First event" })

local report = workbench.report "Relapse, and death without relapse"
report:heading "Everybody"
report:add(survival.cumulative_incidence(cohort, {
  endpoint = endpoint,
  outcome = "first_event",
  times = parameters.times,
  display_unit = unit,
}))

report:heading "By group"
report:add(survival.cumulative_incidence(cohort, {
  endpoint = endpoint,
  outcome = "first_event",
  by = parameters.by,
  times = parameters.times,
  display_unit = unit,
}))

report:heading "What drives them"
report:add(survival.competing_risks_models(cohort, {
  endpoint = endpoint,
  outcome = "first_event",
  covariates = parameters.covariates,
}))
return report
