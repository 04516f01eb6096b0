--- Does transplant after CAR-T lengthen progression-free survival?
---
--- Compares an endpoint with and without a transplant after the therapy, first as it is often done (grouped by whether a
--- transplant ever came, which credits the wait for it to the transplant) and then soundly: landmark analyses, the
--- Mantel-Byar test, Simon-Makuch curves and Cox models in which the transplant counts from its day on.
---
--- Needs:
---   endpoint {endpoint}
---   column {transplant_day}
--- Parameters:
---   endpoint (endpoint, default pfs): the time-to-event endpoint that is compared.
---   transplant_day (column, days, default transplant_day): the day of the transplant, counted from the endpoint's
---     origin; missing where there was none.
---   landmarks (numbers, days, from 0, default 30, 60, 90, 120): the days from which the landmark analyses count.
---   from (number, days, from 0, default 0): the day from which the Simon-Makuch curves count.
---   times (numbers, days, from 0, default 0, 10, 30, 90, 180, 365): the days at which survival and the number at risk are given.
---   covariates (columns, default age, diagnosis): what the adjusted model adjusts for, of what the cohort has.
---   unit (choice, days, weeks, months, years, default months): the unit in which figures and tables show times.
--- Sample:
---   Mantel-Byar test
---   State                 Observed  Expected
---   Before transplant           …         …
---   After transplant            …         …

local workbench = require "workbench"
local survival = require "survival"

local parameters = workbench.parameters
local endpoint, day, unit = parameters.endpoint, parameters.transplant_day, parameters.unit

local cohort = workbench.cohort():derive("ever_transplanted", "not is_missing(`" .. day .. "`)", {
  label = "Transplant",
  known_at = day,
})
local definition = cohort:endpoint(endpoint)
local report = workbench.report(definition.label .. " by transplant")

report:note(
  "The question: does a transplant change what follows it? Time is counted from "
    .. definition.origin
    .. ", and whether a transplant comes is learned only later. Five answers follow. The first is not one; the others are, "
    .. "each to a question of its own."
)

report:heading "1. As it is often done: grouped by whether a transplant ever came"
report:note(
  "Subjects who had the event early had no time to be transplanted, so they all fall into the group without. The wait "
    .. "for the transplant, during which nobody in the other group could have the event, is credited to the transplant. "
    .. "Shown because it is what is often published; not to be read as an effect."
)
report:add(survival.kaplan_meier(cohort, {
  endpoint = endpoint,
  by = "ever_transplanted",
  times = parameters.times,
  display_unit = unit,
}))
report:add(survival.cox(cohort, { endpoint = endpoint, covariates = "ever_transplanted" }))

report:heading "2. Landmark: among those still free of the event on a day"
report:note(
  "Answers: of two subjects who are both still at risk on the landmark day, does the one who has been transplanted by "
    .. "then fare better from there on? Transplants that come later do not count, and events before the day are left out; "
    .. "so the answer depends on the day, and several are shown."
)
report:add(survival.landmark(cohort, {
  endpoint = endpoint,
  exposure = day,
  label = "transplant",
  at = parameters.landmarks,
  display_unit = unit,
}))

report:heading "3. Mantel-Byar: everybody counts as untransplanted until the day"
report:note(
  "Answers: at each event, was the share of transplanted subjects among those with the event what it was among those at "
    .. "risk? Everybody contributes, in the state in which they are at the time. It is the log-rank test for a state that changes."
)
report:add(survival.mantel_byar(cohort, { endpoint = endpoint, exposure = day, label = "transplant" }))

report:heading "4. Simon-Makuch: curves in which subjects change sides"
report:note(
  "Answers: how does the hazard in each state add up over time? Each curve is that of a subject who stays in one state; "
    .. "it is not the survival of a fixed group of people. The number at risk with a transplant rises before it falls."
)
report:add(survival.simon_makuch(cohort, {
  endpoint = endpoint,
  exposure = day,
  label = "transplant",
  landmark = parameters.from,
  times = parameters.times,
  display_unit = unit,
}))

report:heading "5. Cox models: transplant as a time-dependent exposure"
report:note(
  "Answers: by what factor is the hazard of a subject who has been transplanted higher or lower than that of one who "
    .. "has not been, at the same time since the origin? First unadjusted, then adjusted. Who is chosen for transplant may "
    .. "still differ in ways that nobody recorded."
)
local unadjusted = survival.cox(cohort, { endpoint = endpoint, time_dependent = { transplant = day } })
local transplant = unadjusted.terms.transplant
if transplant.hazard_ratio and transplant.hazard_ratio_upper then
  local reading
  if transplant.hazard_ratio_upper < 1 then
    reading = "the hazard is lower after a transplant than without one"
  elseif transplant.hazard_ratio_lower > 1 then
    reading = "the hazard is higher after a transplant than without one"
  else
    reading = "the data tell neither a lower nor a higher hazard after a transplant from chance"
  end
  report:note(
    ("In short: counted from its day on, unadjusted, the hazard ratio of transplant is %.2f (95%% interval %.2f to %.2f): %s."):format(
      transplant.hazard_ratio,
      transplant.hazard_ratio_lower,
      transplant.hazard_ratio_upper,
      reading
    )
  )
end
report:add(unadjusted)

local covariates = {}
for _, name in ipairs(parameters.covariates) do
  if cohort:has(name) then covariates[#covariates + 1] = name end
end
if #covariates > 0 or cohort.trial then
  report:add(survival.cox(cohort, {
    endpoint = endpoint,
    covariates = covariates,
    time_dependent = { transplant = day },
    strata = cohort.trial and { cohort.trial } or {},
  }))
end

report:heading "How long the subjects were followed"
report:add(survival.follow_up(cohort, { endpoint = endpoint, display_unit = unit }))
report:add(survival.observed_times(cohort, { endpoint = endpoint, display_unit = unit }))

return report
