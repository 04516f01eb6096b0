--- What became of each patient, and when?
---
--- A lane for each subject from the infusion to the last day that is known of them, with signs for response, transplant, relapse and death
--- and an arrow where follow-up goes on; the responders first by how long, and how long their responses last.
---
--- Needs:
---   column {last_day}
--- Parameters:
---   last_day (column, default os_days): the last day that is known of a subject.
---   colour (column, default response): what lanes are coloured by.
---   condition (text, default responder): whose lanes are drawn, of all subjects.
---   limit (integer, default 60): the most lanes that are drawn.
---   unit (text, default months): the unit in which the figure labels time.
--- Sample:
---   Event         n
---   Response      …
---   Transplant    …

local workbench = require "workbench"
local response = require "response"
local survival = require "survival"

local parameters = workbench.parameters
local everybody = workbench.cohort()
local cohort = everybody:where(parameters.condition)

local marks = {}
for name, column in pairs {
  Response = "response_day", Transplant = "transplant_day", Relapse = "relapse_day", Death = "death_day",
} do
  if cohort:has(column) then marks[name] = column end
end

local report = workbench.report "The course of each patient"
report:add(response.swimmer(cohort, {
  ["end"] = parameters.last_day,
  ongoing = cohort:has "death_day" and "is_missing(death_day)" or nil,
  marks = marks,
  colour = cohort:has(parameters.colour) and parameters.colour or nil,
  limit = parameters.limit,
  display_unit = parameters.unit,
}))

if everybody:has_table "assessments" then
  report:heading "How long responses last"
  local derived = response.derive_best_overall(everybody, {})
  derived = response.derive_duration(derived, { progression = "relapse_day", death = "death_day" })
  report:add(survival.kaplan_meier(derived, { endpoint = "duration_of_response", display_unit = parameters.unit }))
end
return report
