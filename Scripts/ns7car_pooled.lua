--- The pooled analysis of CAR-T cells against CD7 in five trials: the published figures, and what stands behind them.
---
--- Every figure of the published abstract, in its order, with the intervals and cautions that an abstract leaves out; then what it does
--- not give: response by subgroup, survival with transplant treated soundly, and toxicity by dose. On the demonstration cohort the
--- figures are the published ones, since it was made to meet them; what was not published is invented there.
---
--- Needs:
---   endpoint pfs
---   endpoint os
---   column trial
---   column infusion_date
---   column diagnosis
---   column age
---   column sex
---   column prior_transplants
---   column relapse_after_transplant_day
---   column involvement
---   column marrow_blasts
---   column dose_level
---   column dose
---   column response
---   column transplanted
---   column transplant_day
---   table adverse_events
--- Parameters:
---   landmarks (numbers, days, from 0, default 60, 90, 120): the landmarks of the analyses of transplant.
---   times (numbers, days, from 0, default 180, 365, 730): the milestones of survival.
---   unit (choice, days, weeks, months, years, default months): the unit in which figures and tables show times.
--- Sample:
---   Response rate
---                  Subjects   Not evaluable   Responders       95% CI
---   All subjects        334               5   284/329 (86.3%)  82.1% to 89.8%

local workbench = require "workbench"
local baseline = require "baseline"
local pooling = require "pooling"
local response = require "response"
local survival = require "survival"
local toxicity = require "toxicity"

local parameters = workbench.parameters
local cohort = workbench.cohort()
  :derive("relapsed_after_transplant", "prior_transplants > 0", { label = "Relapsed after a prior transplant" })
  :derive("relapsed_after_second", "prior_transplants >= 2", { label = "Relapsed after a second transplant" })
  :derive("many_blasts", "marrow_blasts >= 20", { label = "Marrow blasts of 20% or more" })
local report = workbench.report "CAR-T cells against CD7: pooled analysis of five trials"

-- 1. Who was treated, with what.

report:heading "The cohort and its trials"
report:add(baseline.characteristics(cohort, {
  title = "Trials and dates of infusion",
  variables = { "trial", "infusion_date" },
}))
report:add(pooling.follow_up(cohort, { endpoint = "os" }))

report:heading "Diagnosis, age and sex, prior transplant, disease, dose"
report:add(baseline.characteristics(cohort, {
  title = "Characteristics of the patients",
  variables = {
    "diagnosis", "age", "sex", "relapsed_after_transplant", "relapsed_after_second", "involvement", "many_blasts",
    "dose_level", "dose",
  },
  -- As published, all patients are in the denominators, but of the marrow blasts, which are of those whose marrow is involved.
  percent_of = "all",
  percentages = { many_blasts = "known" },
}))
report:add(baseline.time_between(cohort, {
  title = "From prior transplant to relapse",
  to = "relapse_after_transplant_day",
}))

-- 2. Response.

report:heading "Response"
report:add(response.best_overall(cohort, { response = "response" }))
report:add(response.rate(cohort, {
  title = "Overall response rate",
  outcome = "response",
  counts_as = "response",
  interval = { "clopper_pearson", "wilson" },
}))
report:add(response.rate(cohort, {
  title = "Complete response rate (CR or CRi)",
  outcome = "response",
  counts_as = "complete",
  interval = { "clopper_pearson", "wilson" },
}))

-- 3. Transplant after the infusion.

report:heading "Transplant after CAR-T"
report:add(response.rate(cohort, { title = "Transplanted after CAR-T", outcome = "transplanted" }))
report:add(baseline.time_between(cohort, { title = "From infusion to transplant", to = "transplant_day" }))

-- 4. Survival: what was published as medians, and what Kaplan-Meier gives.

report:heading "Progression-free and overall survival"
report:note(
  "A median of half a day, with the range of the data beside it, is that of the observed times, censored ones included. It says how "
    .. "long the subjects were watched, not how long they live without progression: that is the Kaplan-Meier median beneath it."
)
for _, endpoint in ipairs { "pfs", "os" } do
  report:add(survival.observed_times(cohort, { endpoint = endpoint }))
  report:add(survival.kaplan_meier(cohort, {
    endpoint = endpoint,
    times = parameters.times,
    display_unit = parameters.unit,
  }))
end

-- 5. Toxicity.

report:heading "Cytokine release syndrome and neurotoxicity"
local syndromes = { "Cytokine release syndrome", "ICANS" }
report:add(toxicity.syndrome(cohort, { terms = syndromes }))
report:add(toxicity.overlap(cohort, { terms = syndromes }))

-- 6. What the abstract does not give.

report:heading "Beyond the abstract: response in subgroups"
report:add(response.subgroups(cohort, {
  outcome = "response",
  counts_as = "response",
  subgroups = { "relapsed_after_transplant", "diagnosis", "involvement" },
}))
report:add(pooling.by_trial(cohort, {
  analysis = "response.rate",
  arguments = { outcome = "response", counts_as = "response" },
  statistic = "rate",
}))

report:heading "Beyond the abstract: survival and transplant"
report:add(survival.exposure(cohort, {
  endpoint = "pfs",
  exposure = "transplant_day",
  label = "transplant",
  landmarks = parameters.landmarks,
  strata = "trial",
  display_unit = parameters.unit,
}))

report:heading "Beyond the abstract: toxicity by dose"
report:add(toxicity.by_dose(cohort, { dose = "dose_level", terms = syndromes }))
return report
