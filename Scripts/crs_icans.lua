--- How often do cytokine release syndrome and neurotoxicity occur, how severely, and when?
---
--- Incidence by grade with exact intervals, onset and duration, how the two overlap, current grades day by day, time to onset with death
--- competing, the trend with dose; and, where the findings are recorded, the grades that the consensus of ASTCT gives them, against
--- those recorded. The table of adverse events is found by the roles of its columns, or their usual names.
---
--- Needs:
---   nothing
--- Parameters:
---   crs (text, default Cytokine release syndrome): the term of CRS among the adverse events.
---   icans (text, default ICANS): the term of ICANS among the adverse events.
---   dose (column, default dose_level): what the trend is over, where the cohort has it.
---   days (integer, days, above 0, default 28): up to which day grades and onsets are shown.
--- Sample:
---   Syndrome                     N   Any grade   95% CI   Grade 3 or more   95% CI
---   Cytokine release syndrome    …     … (…%)   …% to …%          … (…%)   …% to …%

local workbench = require "workbench"
local toxicity = require "toxicity"

local parameters = workbench.parameters
local cohort = workbench.cohort()
local terms = { parameters.crs, parameters.icans }

local report = workbench.report "Cytokine release syndrome and neurotoxicity"
report:heading "As recorded"
local recorded = toxicity.syndrome(cohort, { terms = terms })
report:add(recorded)
report:add(toxicity.overlap(cohort, { terms = terms }))

report:heading "Day by day"
for _, term in ipairs(terms) do
  if recorded.terms[term].any_grade > 0 then
    report:add(toxicity.over_time(cohort, { terms = term, last_day = parameters.days }))
    report:add(toxicity.onset(cohort, { syndrome = term, ["until"] = parameters.days }))
  end
end

if cohort:has(parameters.dose) then
  report:heading "By dose"
  report:add(toxicity.by_dose(cohort, { dose = parameters.dose, terms = terms }))
end

if cohort:has_table "crs_findings" and cohort:has_table "icans_findings" then
  report:heading "Graded from the findings"
  local graded = toxicity.derive_icans(toxicity.derive_crs(cohort, {}), {})
  report:add(toxicity.syndrome(graded, { derived = { "crs", "icans" } }))
end
return report
