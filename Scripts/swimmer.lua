--- What became of each patient, and when?
---
--- A lane for each subject from the infusion to the last day that is known of them, coloured by the response over time up to relapse, with
--- signs for transplant, relapse and death and an arrow where follow-up goes on; then how long responses last, as they were observed,
--- and with transplant as what ends the observation.
---
--- Needs:
---   column {last_day}
--- Parameters:
---   last_day (column, default os_days): the last day that is known of a subject.
---   states (text, default assessments): the table of assessments that lanes are coloured by over time.
---   colour (column, default response): what lanes are coloured by where there is no such table.
---   condition (text, default responder): whose lanes are drawn, of all subjects.
---   limit (integer, default 60): the most lanes that are drawn.
---   unit (choice, days, weeks, months, years, default months): the unit in which the figure labels time.
--- Sample:
---   Event         n
---   Transplant    …
---   Relapse       …

local workbench = require "workbench"
local response = require "response"
local survival = require "survival"

local parameters = workbench.parameters
local everybody = workbench.cohort()
local cohort = everybody:where(parameters.condition)
local has_states = cohort:has_table(parameters.states)

--- The names and columns of a list that the cohort has.
local function known(columns)
  local found = {}
  for name, column in pairs(columns) do
    if cohort:has(column) then found[name] = column end
  end
  return found
end

local marks = known { Transplant = "transplant_day", Relapse = "relapse_day", Death = "death_day" }
local lanes = {
  ["end"] = parameters.last_day,
  ongoing = marks.Death and "is_missing(death_day)" or nil,
  marks = marks,
  limit = parameters.limit,
  display_unit = parameters.unit,
}
if has_states then
  lanes.states, lanes.states_until = parameters.states, marks.Relapse
else
  if cohort:has "response_day" then marks.Response = "response_day" end
  lanes.colour = cohort:has(parameters.colour) and parameters.colour or nil
end

local report = workbench.report "The course of each patient"
report:add(response.swimmer(cohort, lanes))

if has_states and marks.Relapse and marks.Death then
  report:heading "How long responses last"
  local derived = response.derive_best_overall(everybody, { table = parameters.states })
  derived = response.derive_duration(derived, { progression = "relapse_day", death = "death_day" })
  local asked = { endpoint = "duration_of_response", display_unit = parameters.unit }
  report:add(survival.kaplan_meier(derived, asked))
  if marks.Transplant then
    asked.intercurrent = { transplant_day = "censor" }
    report:add(survival.kaplan_meier(derived, asked))
  end
end
return report
