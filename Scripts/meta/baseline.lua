---@meta baseline

--- The cohort: characteristics by group, who was left out, and the time between two events.
---@class baseline
local baseline = {}

---@class baseline.characteristics.arguments
---@field variables? string|string[] The variables, in the order given: columns or expressions such as "marrow_blasts >= 20". Without it, all that the dictionary says are known at baseline, but ids and dates.
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field overall? "first"|"last"|"none" Where the column of all subjects stands beside those of the groups. Default: "last".
---@field numbers? "median_range"|"median_quartiles"|"mean_sd"|"range"|"levels"|string[] How numbers are summarised, each way on a line of its own. Default: "median_range".
---@field summaries? table<string, "median_range"|"median_quartiles"|"mean_sd"|"range"|"levels"|string[]> How single variables are summarised, in the place of what is usual for their type; "levels" counts each value of a number, and both values of a flag.
---@field labels? table<string, string> Words under which variables are shown, in the place of those of the dictionary.
---@field percent_of? "known"|"all" What percentages are of. Default: "known".
---@field percentages? table<string, "known"|"all"> What the percentages of single variables are of, in the place of what percent_of says.
---@field missing? "when_present"|"always"|"never" Where those without a value have a line of their own. Default: "when_present".
---@field denominators? "when_missing"|"always"|"never" Where the number is shown that a count is of. Default: "when_missing".
---@field quantile_type? "type_1"|"type_2"|"type_3"|"type_4"|"type_5"|"type_6"|"type_7"|"type_8"|"type_9" How medians and quartiles are defined, by the numbers of Hyndman and Fan. Default: "type_7", under the SAS profile "type_2".
---@field differences? boolean Whether standardised differences between the groups are given: the largest pair's, of more than two. Default: false.
---@field tests? boolean|table<string, "chi_squared"|"chi_squared_corrected"|"fisher"|"rank"|"welch"|"student"> Whether groups are tested: true for all variables, by Pearson's chi-squared test (Fisher's where an expected count is below 5) and by number_test, or the test of single variables by name. Default: false.
---@field number_test? "rank"|"welch"|"student" The test of numbers. Default: "rank".
---@field adjustment? "none"|"holm"|"hochberg"|"benjamini_hochberg"|"bonferroni" How p-values are adjusted for there being several tests in the table. Default: "none".
---@field title? string The title under which the result is shown; made from the question without it.

--- Table of characteristics ("table one"): each variable by group and in all subjects.
---
--- Categories are counted with percentages, a level that nobody has as 0; of a flag, a category of yes and no, or
--- a condition such as "marrow_blasts >= 20" those are shown for whom it holds, out of those for whom it is
--- known. Numbers are summarised by their median and range unless something else is asked for, dates by their
--- range. Who has no value stands on a line of its own and in no percentage, unless percentages of all are asked
--- for.
---
--- Groups are compared by standardised differences, which do not depend on their size, or by tests where those
--- are asked for. Of subjects who were randomised, tests of their baseline say nothing but whether chance was at
--- work, which is known.
---
--- Example: `baseline.characteristics(cohort, { variables = { "age", "diagnosis", "response" }, by = "trial", differences = true })`
---@param cohort workbench.Cohort The subjects.
---@param arguments baseline.characteristics.arguments
---@return workbench.Result
---@nodiscard
function baseline.characteristics(cohort, arguments) end

---@class baseline.flow.arguments
---@field by? string|string[] What the subjects who remain are split by at the end: a column, an expression, or a list of them, crossed.
---@field endpoints? string|string[] Endpoints for which it is counted for how many of those who remain they are known.
---@field labels? table<string, string> Words under which restrictions are shown, by their conditions.
---@field start? string The words for the subjects before any restriction; "Subjects in the data" without it.
---@field title? string The title under which the result is shown; made from the question without it.

--- Cohort flow: who was left out by each restriction, and who remains.
---
--- Follows the restrictions that the script made, in their order. Those for whom a condition does not hold are
--- counted apart from those for whom it cannot be told, because a value is missing. At the end those who remain
--- may be split by trial or group, with the number for whom each endpoint is known. The figure has the form of
--- CONSORT's (Schulz, Altman and Moher 2010, doi:10.1136/bmj.c332).
---
--- Example: `baseline.flow(cohort, { by = "trial", endpoints = "pfs" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments baseline.flow.arguments
---@return workbench.Result
---@nodiscard
function baseline.flow(cohort, arguments) end

---@class baseline.time_between.arguments
---@field from? string|integer The column of the day or date of the first event; 0 for the day that days are counted from. Default: 0.
---@field to string The column of the day or date of the second event.
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field overall? "first"|"last"|"none" Where the column of all subjects stands beside those of the groups. Default: "last".
---@field negative? "error"|"keep"|"leave_out" What becomes of times below 0, where the second event came before the first. Default: "error".
---@field quantile_type? "type_1"|"type_2"|"type_3"|"type_4"|"type_5"|"type_6"|"type_7"|"type_8"|"type_9" How medians and quartiles are defined, by the numbers of Hyndman and Fan. Default: "type_7", under the SAS profile "type_2".
---@field figure? boolean Whether a histogram is drawn. Default: true.
---@field title? string The title under which the result is shown; made from the question without it.

--- Time between two events of the same subject: median, quartiles and range.
---
--- Describes the times of those who had both events, such as from infusion to transplant (from = 0, to =
--- "transplant_day") or between two dates. Whoever lacks an event is counted, by the one that is lacking.
---
--- It is no estimate of how long the second event takes to come: that would count those to whom it has not come
--- yet. survival.cumulative_incidence does.
---
--- Example: `baseline.time_between(cohort, { to = "transplant_day", by = "trial", negative = "keep" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments baseline.time_between.arguments
---@return workbench.Result
---@nodiscard
function baseline.time_between(cohort, arguments) end

---@class baseline.balance.arguments
---@field variables? string|string[] The variables, in the order given: columns or expressions such as "marrow_blasts >= 20". Without it, all that the dictionary says are known at baseline, but ids and dates.
---@field by string|string[] The groups to compare, two or more: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field by_trial? boolean Whether groups are compared within each trial as well. Default: false.
---@field labels? table<string, string> Words under which variables are shown, in the place of those of the dictionary.
---@field threshold? number The size of a standardised difference above which groups are taken to differ. Default: 0.1.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field title? string The title under which the result is shown; made from the question without it.

--- Balance of groups at baseline: standardised differences and the love plot.
---
--- Compares each two groups in each variable by the standardised difference, which does not depend on the size of
--- the groups, as a p-value does. Sizes up to 0.1 are usually taken as negligible (Austin 2009,
--- doi:10.1002/sim.3697). A variable of more than two categories has one distance (Yang and Dalton 2012).
---
--- Example: `baseline.balance(cohort, { variables = { "age", "sex", "diagnosis" }, by = "transplanted", by_trial = true })`
---@param cohort workbench.Cohort The subjects.
---@param arguments baseline.balance.arguments
---@return workbench.Result
---@nodiscard
function baseline.balance(cohort, arguments) end

---@class baseline.missing.arguments
---@field variables? string|string[] The variables, in the order given: columns or expressions such as "marrow_blasts >= 20". Without it, all that the dictionary says are known at baseline, but ids and dates.
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field overall? "first"|"last"|"none" Where the column of all subjects stands beside those of the groups. Default: "last".
---@field labels? table<string, string> Words under which variables are shown, in the place of those of the dictionary.
---@field patterns? integer How many patterns of missing values are shown, the commonest first. Default: 10.
---@field title? string The title under which the result is shown; made from the question without it.

--- Missing values: how many of each variable, by group, and which are missing together.
---
--- For each variable the number and share of the subjects without a value, and the number of subjects who lack
--- none. Patterns say which variables are missing together, the commonest first. A value that is missing because
--- there is nothing to record, such as the day of a relapse that never came, counts as missing too: leave such
--- variables out. Where the data tell why values are missing (texts that cohort.toml declares as missing, or
--- SAS's special missing values), a table says so.
---
--- Example: `baseline.missing(cohort, { by = "trial" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments baseline.missing.arguments
---@return workbench.Result
---@nodiscard
function baseline.missing(cohort, arguments) end

return baseline
