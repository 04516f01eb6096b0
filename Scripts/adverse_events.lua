--- Which adverse events occurred, how often, and how severely?
---
--- An overview, the table by organ class and term at the worst grade of each subject, the grades as bars, and groups beside each
--- other. Percentages are of subjects of the cohort, whether or not they had an event. The table and its columns are found by their roles
--- in the dictionary or their usual names, ADaM's among them; severity may be in words.
---
--- Needs:
---   nothing
--- Parameters:
---   by (columns, default dose_level): what the groups are formed by, of what the cohort has.
---   minimum_incidence (number, %, from 0 to 100, default 0): terms are shown that occur in so many percent of a group.
---   from (number, days, default 0): the first day of onset that counts.
---   to (number, days, default 90): the last day of onset that counts; from 0 to 0 counts events of any day.
---   emergent (flag, default false): whether only events count that are flagged as treatment-emergent.
--- Sample:
---   Organ class and term        Any grade   Grade 3 or more
---   Any event                     … (…%)            … (…%)
---   Immune system disorders       … (…%)            … (…%)

local workbench = require "workbench"
local toxicity = require "toxicity"

local parameters = workbench.parameters
local cohort = workbench.cohort()

local title, window = "Adverse events", nil
if parameters.from ~= parameters.to then
  title = "Adverse events beginning on days " .. parameters.from .. " to " .. parameters.to
  window = { parameters.from, parameters.to }
end

local by = {}
for _, name in ipairs(parameters.by) do
  if cohort:has(name) then by[#by + 1] = name end
end

--- The arguments that all analyses share, and some more.
local function asking(further)
  further.window = window
  further.treatment_emergent = parameters.emergent
  return further
end

local least = parameters.minimum_incidence
local report = workbench.report(title)
report:add(toxicity.summary(cohort, asking { by = by }))
report:add(toxicity.adverse_events(cohort, asking { by = by, minimum_incidence = least }))
report:add(toxicity.by_grade(cohort, asking { minimum_incidence = least }))
if #by > 0 then report:add(toxicity.heat_map(cohort, asking { by = by, minimum_incidence = least })) end
return report
