--- Does a comparison hold in every subgroup?
---
--- A forest of hazard ratios: the comparison in each subgroup, a test of interaction for each factor, and the overall estimate.
--- Subgroups that look different by chance are to be expected: the more there are, the more of them.
---
--- Needs:
---   endpoint {endpoint}
--- Parameters:
---   endpoint (endpoint, default pfs): the time-to-event endpoint.
---   by (text, default involvement ~= 'bone marrow only'): the two groups that are compared: a column, or a condition.
---   label (text, default Extramedullary disease): what the condition is called.
---   subgroups (columns, default sex, age >= 18, diagnosis, prior_transplants > 0): columns or expressions.
--- Sample:
---   Subgroup        n   Events   Hazard ratio (95% CI)
---   Sex
---     female        …        …   …

local workbench = require "workbench"
local survival = require "survival"

local parameters = workbench.parameters
local cohort, by = workbench.cohort(), parameters.by
if not cohort:has(by) then
  cohort, by = cohort:derive("compared", by, { label = parameters.label }), "compared"
end

--- Words for what the defaults ask in an expression.
local words = { ["prior_transplants > 0"] = { name = "prior_transplant", label = "Prior transplant" } }

local subgroups = {}
for place, factor in ipairs(parameters.subgroups) do
  local asked = words[factor]
  if asked and not cohort:has(asked.name) then
    cohort = cohort:derive(asked.name, factor, { label = asked.label })
    factor = asked.name
  end
  subgroups[place] = factor
end

local report = workbench.report(cohort:endpoint(parameters.endpoint).label .. " in subgroups")
report:add(survival.subgroups(cohort, {
  endpoint = parameters.endpoint,
  by = by,
  subgroups = subgroups,
  strata = cohort.trial and { cohort.trial } or {},
}))
return report
