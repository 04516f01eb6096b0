---@meta resampling

--- Any analysis on resamples of the subjects: intervals that assume no distribution.
---@class resampling
local resampling = {}

---@class resampling.bootstrap.arguments
---@field analysis string|function The analysis whose number is wanted.
---@field arguments? table<string, any> Its arguments, as it takes them.
---@field statistic string The statistic of that analysis.
---@field of? { group?: string, variable?: string, time?: number } Which row of the statistic: its group, variable or time; needed where there are several.
---@field minus? { group?: string, variable?: string, time?: number } A second row of the statistic, which is subtracted from the first.
---@field ratio? { group?: string, variable?: string, time?: number } A second row of the statistic, by which the first is divided.
---@field resamples? integer How many resamples are drawn. Default: 2000.
---@field seed? integer The seed of the draws; the script's own without it.
---@field interval? "bca"|"percentile"|"basic"|"normal" How the interval follows from the resamples. Default: "bca".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field strata? string|string[] Subjects are drawn within each of these groups, as many as it has; such as "trial".
---@field title? string The title under which the result is shown; made from the question without it.

--- Bootstrap interval of any number that an analysis gives, or of a difference or ratio.
---
--- Draws as many subjects as there are, with replacement, does the analysis on them, and takes the number; over
--- and over. The spread of the numbers gives a standard error and an interval where no formula does, such as for
--- a difference of medians. Whole subjects are drawn, with all that belongs to them; a row of frequency weights
--- stands for that many.
---
--- A resample of which the number cannot be computed, such as one in which a median is not reached, is counted
--- and told. The same seed gives the same interval on any machine.
---
--- Example: `resampling.bootstrap(cohort, { analysis = "survival.kaplan_meier", statistic = "median", arguments = { by = "diagnosis", endpoint = "pfs" }, of = { group = "T-ALL" }, minus = { group = "T-LBL" }, resamples = 200 })`
---@param cohort workbench.Cohort The subjects.
---@param arguments resampling.bootstrap.arguments
---@return workbench.Result
---@nodiscard
function resampling.bootstrap(cohort, arguments) end

return resampling
