--- What becomes of an endpoint when an event on the way to it is treated otherwise?
---
--- A transplant after the therapy can be ignored, end follow-up, count as the event, or compete with it. Each answers another
--- question, and each gives other numbers: they are shown side by side, and one of them must be chosen beforehand.
---
--- Needs:
---   endpoint {endpoint}
---   column {event}
--- Parameters:
---   endpoint (endpoint, default pfs): the time-to-event endpoint.
---   event (column, days, default transplant_day): the day of the event on the way; missing where there was none.
---   times (numbers, days, from 0, default 90, 180, 365): the milestones.
---   by (columns, default involvement): groups that are compared under each strategy, of what the cohort has.
---   unit (choice, days, weeks, months, years, default months): the unit in which figures and tables show times.
--- Sample:
---   Strategy, time          Probability (95% CI)
---   Treatment policy, 365   …
---   Composite, 365          …

local workbench = require "workbench"
local survival = require "survival"

local parameters = workbench.parameters
local cohort = workbench.cohort()
local report = workbench.report(cohort:endpoint(parameters.endpoint).label .. " under every strategy")

report:add(survival.estimands(cohort, {
  endpoint = parameters.endpoint,
  event = parameters.event,
  times = parameters.times,
  display_unit = parameters.unit,
}))

local by = {}
for _, name in ipairs(parameters.by) do
  if cohort:has(name) then by[#by + 1] = name end
end
if #by > 0 then
  report:heading "By group"
  report:add(survival.estimands(cohort, {
    endpoint = parameters.endpoint,
    event = parameters.event,
    by = by,
    times = parameters.times,
    display_unit = parameters.unit,
  }))
end
return report
