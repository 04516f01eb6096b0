--- Does the response rate differ between subgroups?
---
--- A forest of response rates by subgroup, with a test for each factor of whether its levels respond alike; two groups compared, by
--- the difference of their rates, overall, within trials and in each subgroup; and a model that adjusts for all factors at once.
---
--- Needs:
---   column {response}
--- Parameters:
---   response (column, default response): the best response, a category with a response vocabulary.
---   counts_as (text, default response): what counts: response, or complete.
---   by (text, default prior_transplants > 0): the two groups that are compared: a column, or a condition.
---   label (text, default Relapsed after a prior transplant): what the condition is called.
---   subgroups (columns, default diagnosis, sex, age >= 18, involvement): columns or expressions.
--- Sample:
---   Subgroup        Responders        Rate (95% CI)   p for differing rates
---   Diagnosis
---     T-ALL           …/… (…%)                    …                       …

local workbench = require "workbench"
local response = require "response"

local parameters = workbench.parameters
local cohort, by = workbench.cohort(), parameters.by
if not cohort:has(by) then
  cohort, by = cohort:derive("compared", by, { label = parameters.label }), "compared"
end

local report = workbench.report "Response in subgroups"
local asked = { outcome = parameters.response, counts_as = parameters.counts_as }

--- The question with more said.
local function with(more)
  for name, value in pairs(asked) do more[name] = value end
  return more
end

report:heading "Rates"
report:add(response.subgroups(cohort, with { subgroups = parameters.subgroups }))

report:heading "Two groups"
report:add(response.difference(cohort, with { by = by, strata = cohort.trial }))
report:add(response.subgroups(cohort, with { by = by, subgroups = parameters.subgroups }))

report:heading "All factors at once"
local covariates = { by }
for _, factor in ipairs(parameters.subgroups) do covariates[#covariates + 1] = factor end
report:add(response.logistic(cohort, with { covariates = covariates }))
return report
