---@meta survival

--- Time to an event: curves, tests and models, with groups that change after the origin done soundly.
---@class survival
local survival = {}

---@class survival.kaplan_meier.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field interval? "log"|"log_log"|"plain"|"logit"|"arcsin" The scale on which confidence intervals of survival are symmetric. Default: "log", under the SAS profile "log_log".
---@field plateau? "midpoint_to_last_time"|"midpoint_else_start"|"midpoint_to_next_event"|"start" What a quantile is where the curve runs level exactly at it. Default: "midpoint_to_last_time", under the SAS profile "midpoint_to_next_event".
---@field beyond? "carried"|"not_estimable" What is said of times after a last observation that was censored. Default: "carried", under the SAS profile "not_estimable".
---@field times? number|number[] Milestones: the times at which survival and the number at risk are given.
---@field quantiles? number|number[] The shares of subjects with the event whose times are given; 0.5 is the median. Default: { 0.25, 0.5, 0.75 }.
---@field display_unit? "days"|"weeks"|"months"|"years" The unit in which the time axis of a figure is labelled; the recorded unit without it.
---@field as_baseline? boolean Group knowingly by something that becomes known only after the origin; the report says that it was done. Default: false.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Kaplan-Meier estimate of survival, by group.
---
--- Estimates the survivor function of each group, with pointwise confidence intervals, the median and other
--- quantiles, survival at milestones and the numbers at risk. With two groups or more the log-rank test stands
--- beside it, stratified where strata are given.
---
--- A subject censored at an event time counts as at risk for it. Groups formed by something that becomes known
--- only after the origin are flagged: that comparison has immortal time in it.
---
--- Example: `survival.kaplan_meier(cohort, { endpoint = "pfs", by = "diagnosis" })`
---@param cohort workbench.Cohort
---@param arguments survival.kaplan_meier.arguments
---@return workbench.Result
---@nodiscard
function survival.kaplan_meier(cohort, arguments) end

---@class survival.log_rank.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field by string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field as_baseline? boolean Group knowingly by something that becomes known only after the origin; the report says that it was done. Default: false.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Log-rank test of equal survival in several groups.
---
--- Compares the events observed in each group with those expected if all groups shared one hazard at each event
--- time. Stratified, the differences and their variances are summed over the strata before they are squared. Tied
--- events enter with the hypergeometric variance.
---
--- Groups formed by something that becomes known only after the origin are flagged; survival.mantel_byar is the
--- test that lets subjects change groups when they do.
---
--- Example: `survival.log_rank(cohort, { endpoint = "pfs", by = "diagnosis", strata = "trial" })`
---@param cohort workbench.Cohort
---@param arguments survival.log_rank.arguments
---@return workbench.Result
---@nodiscard
function survival.log_rank(cohort, arguments) end

---@class survival.cox.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field covariates? string|string[] What the hazard depends on: numbers, flags and categories known at the origin.
---@field time_dependent? table<string, string> An exposure that begins on a day: a name, and the column of the day.
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field ties? "efron"|"breslow" How events at the same time enter the likelihood of a Cox model. Default: "efron", under the SAS profile "breslow".
---@field reference? table<string, string> For categories among the covariates, the level that the others are compared with.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after the origin; the report says that it was done. Default: false.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Cox proportional hazards model, with strata and exposures that begin on a day.
---
--- Fits hazard ratios by partial likelihood. Numbers enter as they are, flags as yes against no, and each level
--- of a category against its reference, which is the first level that occurs unless another is named. An exposure
--- in time_dependent counts from its day on, in intervals (start, stop], so that nobody is credited with time
--- that they had to survive to be exposed.
---
--- A coefficient without a finite estimate (separation) is reported as such, with the likelihood ratio and score
--- tests, which still hold. Covariates that become known only after the origin are flagged.
---
--- Example: `survival.cox(cohort, { endpoint = "pfs", covariates = { "age", "diagnosis" }, time_dependent = { transplant = "transplant_day" }, strata = "trial" })`
---@param cohort workbench.Cohort
---@param arguments survival.cox.arguments
---@return workbench.Result
---@nodiscard
function survival.cox(cohort, arguments) end

---@class survival.landmark.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field exposure string The column of the day from which on a subject is exposed; missing for those who never are.
---@field label? string What the exposure is called, such as "transplant"; made from the column's name without it.
---@field at number|number[] The landmark, or several.
---@field at_risk? "after"|"at_or_after" Who is still in the analysis at the landmark. Default: "after".
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field ties? "efron"|"breslow" How events at the same time enter the likelihood of a Cox model. Default: "efron", under the SAS profile "breslow".
---@field interval? "log"|"log_log"|"plain"|"logit"|"arcsin" The scale on which confidence intervals of survival are symmetric. Default: "log", under the SAS profile "log_log".
---@field plateau? "midpoint_to_last_time"|"midpoint_else_start"|"midpoint_to_next_event"|"start" What a quantile is where the curve runs level exactly at it. Default: "midpoint_to_last_time", under the SAS profile "midpoint_to_next_event".
---@field beyond? "carried"|"not_estimable" What is said of times after a last observation that was censored. Default: "carried", under the SAS profile "not_estimable".
---@field times? number|number[] Milestones: the times at which survival and the number at risk are given.
---@field display_unit? "days"|"weeks"|"months"|"years" The unit in which the time axis of a figure is labelled; the recorded unit without it.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Landmark analysis: survival from a day on, by what had happened by then.
---
--- Keeps the subjects who are still under observation and free of the event after the landmark (T > L), groups
--- them by whether the exposure had begun by then (w <= L), and follows them from the landmark on. What happens
--- to them later does not change their group. Milestones count from the landmark too. Survival, the log-rank test
--- and the hazard ratio (Cox) are given for each landmark.
---
--- The answer holds for those who reached the landmark, and depends on it: choose it before looking at the data.
---
--- Example: `survival.landmark(cohort, { endpoint = "pfs", exposure = "transplant_day", at = { 60, 90 } })`
---@param cohort workbench.Cohort
---@param arguments survival.landmark.arguments
---@return workbench.Result
---@nodiscard
function survival.landmark(cohort, arguments) end

---@class survival.mantel_byar.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field exposure string The column of the day from which on a subject is exposed; missing for those who never are.
---@field label? string What the exposure is called, such as "transplant"; made from the column's name without it.
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Mantel-Byar test of whether the event rate changes when an exposure begins.
---
--- The log-rank test for a state that changes: at each event time the subjects at risk are divided by whether
--- their exposure has begun by then. Nobody is credited with time that they had to survive to be exposed.
---
--- An association is no effect where the prognosis decides who is exposed, and when.
---
--- Example: `survival.mantel_byar(cohort, { endpoint = "pfs", exposure = "transplant_day" })`
---@param cohort workbench.Cohort
---@param arguments survival.mantel_byar.arguments
---@return workbench.Result
---@nodiscard
function survival.mantel_byar(cohort, arguments) end

---@class survival.simon_makuch.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field exposure string The column of the day from which on a subject is exposed; missing for those who never are.
---@field label? string What the exposure is called, such as "transplant"; made from the column's name without it.
---@field landmark? number The time from which the curves count; 0 for the origin. Default: 0.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field interval? "log"|"log_log"|"plain"|"logit"|"arcsin" The scale on which confidence intervals of survival are symmetric. Default: "log", under the SAS profile "log_log".
---@field plateau? "midpoint_to_last_time"|"midpoint_else_start"|"midpoint_to_next_event"|"start" What a quantile is where the curve runs level exactly at it. Default: "midpoint_to_last_time", under the SAS profile "midpoint_to_next_event".
---@field beyond? "carried"|"not_estimable" What is said of times after a last observation that was censored. Default: "carried", under the SAS profile "not_estimable".
---@field times? number|number[] Milestones: the times at which survival and the number at risk are given.
---@field display_unit? "days"|"weeks"|"months"|"years" The unit in which the time axis of a figure is labelled; the recorded unit without it.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Simon-Makuch curves: survival in each state of an exposure that begins on a day.
---
--- Kaplan-Meier curves in which a subject leaves one group and enters the other when the exposure begins. Each
--- curve is that of somebody who stays in one state from the landmark on; it is not the survival of a fixed group
--- of people. The number at risk after the exposure rises before it falls.
---
--- Begin at a landmark by which some are exposed where the first risk sets after the exposure would be too small.
---
--- Example: `survival.simon_makuch(cohort, { endpoint = "pfs", exposure = "transplant_day", landmark = 60 })`
---@param cohort workbench.Cohort
---@param arguments survival.simon_makuch.arguments
---@return workbench.Result
---@nodiscard
function survival.simon_makuch(cohort, arguments) end

---@class survival.follow_up.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field interval? "log"|"log_log"|"plain"|"logit"|"arcsin" The scale on which confidence intervals of survival are symmetric. Default: "log", under the SAS profile "log_log".
---@field plateau? "midpoint_to_last_time"|"midpoint_else_start"|"midpoint_to_next_event"|"start" What a quantile is where the curve runs level exactly at it. Default: "midpoint_to_last_time", under the SAS profile "midpoint_to_next_event".
---@field ties? "together"|"events_first" Who leaves first where events and censorings fall on one time. Default: "together".
---@field as_baseline? boolean Group knowingly by something that becomes known only after the origin; the report says that it was done. Default: false.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Median follow-up by the reverse Kaplan-Meier method.
---
--- The time under observation that there would have been if nobody had had the event: censoring is what is waited
--- for, and an event ends the observation of it. The median of the observed times, which is often printed in its
--- place, is shorter the more events there are.
---
--- Example: `survival.follow_up(cohort, { endpoint = "pfs", by = "trial" })`
---@param cohort workbench.Cohort
---@param arguments survival.follow_up.arguments
---@return workbench.Result
---@nodiscard
function survival.follow_up(cohort, arguments) end

---@class survival.observed_times.arguments
---@field endpoint string The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)".
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field weights? string The column of frequency weights: how many identical subjects each row stands for.
---@field intercurrent? table<string, "policy"|"censor"|"composite"|"competing"> Events on the way to the endpoint, by the column of their day, and how each is treated: "policy" ignores it, "censor" ends follow-up with it, "composite" makes it the event, "competing" an outcome of its own.
---@field title? string The title under which the result is shown; made from the question without it.

--- Median and range of the observed times, censored ones included.
---
--- Describes the times in the data, whether they ended with the event or with censoring. The median of observed
--- times is neither the median survival nor the median follow-up, though it is printed as either; here it is
--- named for what it is, so that published figures can be checked against it.
---
--- Example: `survival.observed_times(cohort, { endpoint = "pfs" })`
---@param cohort workbench.Cohort
---@param arguments survival.observed_times.arguments
---@return workbench.Result
---@nodiscard
function survival.observed_times(cohort, arguments) end

return survival
