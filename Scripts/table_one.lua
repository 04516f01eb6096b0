--- Who is in the cohort?
---
--- A table of characteristics, in all subjects and by group: counts with percentages, median and range, those without a value on a
--- line of their own, and standardised differences between the groups. Variables that the cohort does not have are passed over.
---
--- Needs:
---   nothing
--- Parameters:
---   variables (columns, default diagnosis, age, sex, prior_transplants > 0, involvement, marrow_blasts >= 20, dose_level): columns or expressions.
---   by (columns, default trial): what the groups are formed by.
---   tests (flag, default false): whether the groups are tested too.
--- Sample:
---   Characteristic      All subjects
---   Diagnosis
---     T-ALL                 … (…%)
---   Age, years            … (… to …)

local workbench = require "workbench"
local baseline = require "baseline"

local parameters = workbench.parameters
local cohort = workbench.cohort()

--- The names that a column or expression is made of, as far as the cohort must have them.
local function present(sources)
  local found = {}
  for _, source in ipairs(sources) do
    local name = source:match("^[%w_.]+")
    if name and cohort:has(name) then found[#found + 1] = source end
  end
  return found
end

--- Words for what the defaults ask in an expression.
local words = {
  ["prior_transplants > 0"] = "Prior transplant",
  ["marrow_blasts >= 20"] = "Marrow blasts 20% or more",
}

local variables, by = present(parameters.variables), present(parameters.by)
local labels = {}
for _, variable in ipairs(variables) do
  labels[variable] = words[variable]
end

local report = workbench.report "Characteristics of the subjects"
report:add(baseline.characteristics(cohort, { variables = #variables > 0 and variables or nil, labels = labels }))
if #by > 0 then
  report:add(baseline.characteristics(cohort, {
    variables = #variables > 0 and variables or nil,
    labels = labels,
    by = by,
    differences = true,
    tests = parameters.tests,
  }))
end
return report
