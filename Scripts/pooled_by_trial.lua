--- Does the answer hang on one trial?
---
--- An estimate trial by trial, pooled with fixed and random effects, how much the trials differ, and what becomes of it with each
--- trial left out in turn; before that, how many subjects each trial brings and how long it followed them.
---
--- Needs:
---   endpoint {endpoint}
---   column {covariate}
--- Parameters:
---   endpoint (endpoint, default pfs): the time-to-event endpoint.
---   covariate (column, default age): the covariate whose hazard ratio is pooled.
---   milestone (number, days, above 0, default 180): the time at which survival is pooled.
--- Sample:
---   Trial          n   Hazard ratio (95% CI)
---   NCT04572308    …   …
---   Random effects …   …

local workbench = require "workbench"
local pooling = require "pooling"

local parameters = workbench.parameters
local cohort = workbench.cohort()
local report = workbench.report(cohort:endpoint(parameters.endpoint).label .. ", trial by trial")

report:heading "The trials"
report:add(pooling.follow_up(cohort, { endpoint = parameters.endpoint }))

report:heading "Survival at a milestone"
-- The milestone is given in days, whatever the unit that the endpoint is recorded in; to a hundredth of it.
local milestone = math.floor(parameters.milestone / cohort:endpoint(parameters.endpoint).unit_days * 100 + 0.5) / 100
report:add(pooling.by_trial(cohort, {
  analysis = "survival.kaplan_meier",
  arguments = { endpoint = parameters.endpoint, times = milestone },
  statistic = "survival",
}))

report:heading "A hazard ratio"
local cox = {
  analysis = "survival.cox",
  arguments = { endpoint = parameters.endpoint, covariates = parameters.covariate },
  statistic = "hazard_ratio",
}
report:add(pooling.by_trial(cohort, cox))
report:add(pooling.leave_one_out(cohort, cox))
return report
