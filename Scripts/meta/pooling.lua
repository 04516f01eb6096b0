---@meta pooling

--- Pooled trials: any estimate by trial, pooled with heterogeneity, and with each trial left out.
---@class pooling
local pooling = {}

---@class pooling.by_trial.arguments
---@field analysis string|function The analysis that is done in each trial.
---@field arguments? table<string, any> Its arguments, as it takes them.
---@field statistic string The statistic of that analysis, one that has a standard error.
---@field of? { group?: string, variable?: string, time?: number } Which row of the statistic: its group, variable or time; needed where there are several.
---@field trial? string The column that names the trial; that of the dictionary without it.
---@field between? "reml"|"dersimonian_laird"|"paule_mandel" The estimator of the variance between trials, tau squared. Default: "reml".
---@field interval? "wald"|"hartung_knapp" How the interval of the random-effects estimate is found. Default: "wald".
---@field prediction? "as_interval"|"higgins" The distribution of the prediction interval. Default: "as_interval".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field title? string The title under which the result is shown; made from the question without it.

--- Any estimate in each trial, stratified by trial, and pooled with its heterogeneity.
---
--- Does an analysis in each trial, and over all trials stratified by trial where its strata enter the number. The
--- estimates of the trials are then pooled on the scale on which they are about normal, such as that of the
--- logarithm for hazard ratios: with one common value (fixed effect), and with values that vary from trial to
--- trial (random effects). The prediction interval says where the value of another such trial would lie.
---
--- A trial in which the number cannot be had, such as one without events, stands in the table with the reason.
---
--- Example: `pooling.by_trial(cohort, { analysis = "survival.cox", statistic = "hazard_ratio", arguments = { covariates = "age", endpoint = "pfs" }, of = { variable = "age" } })`
---@param cohort workbench.Cohort The subjects.
---@param arguments pooling.by_trial.arguments
---@return workbench.Result
---@nodiscard
function pooling.by_trial(cohort, arguments) end

---@class pooling.leave_one_out.arguments
---@field analysis string|function The analysis that is done in each trial.
---@field arguments? table<string, any> Its arguments, as it takes them.
---@field statistic string The statistic of that analysis, one that has a standard error.
---@field of? { group?: string, variable?: string, time?: number } Which row of the statistic: its group, variable or time; needed where there are several.
---@field trial? string The column that names the trial; that of the dictionary without it.
---@field between? "reml"|"dersimonian_laird"|"paule_mandel" The estimator of the variance between trials, tau squared. Default: "reml".
---@field interval? "wald"|"hartung_knapp" How the interval of the random-effects estimate is found. Default: "wald".
---@field prediction? "as_interval"|"higgins" The distribution of the prediction interval. Default: "as_interval".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field title? string The title under which the result is shown; made from the question without it.

--- Any pooled estimate with each trial left out in turn.
---
--- Leaves out one trial after the other, and does the analysis again on the subjects of the others, stratified by
--- trial where its strata enter the number; and pools the estimates of the others again, with one common value
--- and with values that vary. A result that hangs on a single trial shows here.
---
--- Example: `pooling.leave_one_out(cohort, { analysis = "survival.cox", statistic = "hazard_ratio", arguments = { covariates = "age", endpoint = "pfs" }, of = { variable = "age" } })`
---@param cohort workbench.Cohort The subjects.
---@param arguments pooling.leave_one_out.arguments
---@return workbench.Result
---@nodiscard
function pooling.leave_one_out(cohort, arguments) end

---@class pooling.follow_up.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field trial? string The column that names the trial; that of the dictionary without it.
---@field date? string A column of dates whose first and last are shown, such as that of the infusion.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Subjects, events, follow-up and period of each trial.
---
--- One line a trial: subjects, events, the median follow-up by the reverse Kaplan-Meier method, and with a column
--- of dates the first and the last of them, such as the period in which a trial treated its subjects. Trials that
--- differ in these differ in what their late estimates rest on.
---
--- Example: `pooling.follow_up(cohort, { endpoint = "pfs" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments pooling.follow_up.arguments
---@return workbench.Result
---@nodiscard
function pooling.follow_up(cohort, arguments) end

return pooling
