--- Which adverse events occurred, how often, and how severe?
---
--- An overview, the table by organ class and term at the worst grade of each subject, the grades as bars, and groups beside each
--- other. Percentages are of subjects of the cohort, whether or not they had an event.
---
--- Needs:
---   table adverse_events
--- Parameters:
---   by (columns, default dose_level): what the groups are formed by, of what the cohort has.
---   minimum_incidence (number, %, default 0): terms are shown that occur in so many percent of a group.
---   from (number, days, default 0): the first day of onset that counts.
---   to (number, days, default 90): the last day of onset that counts.
--- Sample:
---   Organ class and term        Any grade   Grade 3 or more
---   Any event                     … (…%)            … (…%)
---   Immune system disorders       … (…%)            … (…%)

local workbench = require "workbench"
local toxicity = require "toxicity"

local parameters = workbench.parameters
local cohort = workbench.cohort()
local window = { parameters.from, parameters.to }

local by = {}
for _, name in ipairs(parameters.by) do
  if cohort:has(name) then by[#by + 1] = name end
end

local report = workbench.report("Adverse events beginning on days " .. parameters.from .. " to " .. parameters.to)
report:add(toxicity.summary(cohort, { window = window, by = by }))
report:add(toxicity.adverse_events(cohort, {
  window = window,
  by = by,
  minimum_incidence = parameters.minimum_incidence,
}))
report:add(toxicity.by_grade(cohort, { window = window, minimum_incidence = parameters.minimum_incidence }))
if #by > 0 then
  report:add(toxicity.heat_map(cohort, { window = window, by = by, minimum_incidence = parameters.minimum_incidence }))
end
return report
