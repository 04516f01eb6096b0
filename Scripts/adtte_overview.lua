--- How long until each event, arm by arm, and how severe were the adverse events?
---
--- For every endpoint that the cohort declares, as an ADTTE file has them: Kaplan-Meier curves by treatment, medians with their
--- limits, the log-rank test, and why the times end; then each subject's worst severity of adverse events, where there are any.
--- Percentages of events are of the safety population, where the cohort declares one.
---
--- Needs:
---   nothing
--- Parameters:
---   by (columns, default TRT01A, ARM, trial): the groups are those of the first of these columns that the cohort has.
---   population (text, default all): the population of the endpoints, such as intention_to_treat, or all subjects.
---   emergent (flag, default true): whether only events count that are flagged as treatment-emergent, where that is recorded.
--- Sample:
---   Treatment              n   Events   Median (95% CI)
---   Placebo                …   …        not reached
---   Xanomeline High Dose   …   …        … (… to …)

local workbench = require "workbench"
local survival = require "survival"
local baseline = require "baseline"
local toxicity = require "toxicity"

local parameters = workbench.parameters
local everybody = workbench.cohort()

local by
for _, name in ipairs(parameters.by) do
  if not by and everybody:has(name) then by = name end
end

local cohort = everybody
if parameters.population ~= "all" then cohort = everybody:population(parameters.population) end

local report = workbench.report("Times to events in " .. cohort.name)
if #cohort.endpoints == 0 then report:note "The cohort declares no endpoints: name them in its cohort.toml." end
for _, name in ipairs(cohort.endpoints) do
  local endpoint = cohort:endpoint(name)
  report:heading(endpoint.label)
  report:add(survival.kaplan_meier(cohort, { endpoint = name, by = by }))
  if endpoint.reason then
    report:add(baseline.characteristics(cohort, {
      variables = endpoint.reason,
      by = by,
      labels = { [endpoint.reason] = "Event or censoring" },
      title = endpoint.label .. ": why the times end",
    }))
  end
end

if cohort:has_role("adverse_events", "grade") then
  local treated = everybody
  for _, name in ipairs(everybody.populations) do
    if name == "safety" then treated = everybody:population(name) end
  end
  report:heading "Adverse events"
  report:add(toxicity.adverse_events(treated, {
    by = by,
    lines = "organ_class",
    -- A column for each severity fits on a page beside few groups only.
    columns = #treated:groups(by).levels > 3 and "any_and_severe" or "each_grade",
    treatment_emergent = parameters.emergent and treated:has_role("adverse_events", "treatment_emergent"),
  }))
end
return report
