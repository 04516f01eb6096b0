---@meta response

--- Response: rates and their differences, models, best response from assessments, and its duration.
---@class response
local response = {}

---@class response.derive_best_overall.arguments
---@field table? string The linked table of assessments; found by its name or its columns without it.
---@field day? string The table's column of the day of an assessment; found by its role or name without it.
---@field response? string The table's column of the response found; found by its role or name without it.
---@field vocabulary? string The vocabulary in which responses are written, such as "leukaemia" or "recist"; the one that the dictionary declares for the column without it.
---@field where? string A condition over the columns of the table, such as "PARAMCD == 'OVRLRESP'"; rows for which it does not hold, or is unknown, do not count.
---@field confirmed? boolean Whether a response counts only if a later assessment confirms it. Default: false.
---@field confirmation_days? integer The fewest days between a response and its confirmation. Default: 28.
---@field confirmation_within? integer The most days between a response and its confirmation; any number without it.
---@field max_not_evaluable? integer The most assessments between a response and its confirmation that could not be evaluated. Default: 1.
---@field max_stable? integer The most assessments of stable disease between a response that is not complete and its confirmation. Default: 0.
---@field after_complete? "refuse"|"accept" What a response short of complete after a complete one means for confirmation. Default: "refuse".
---@field unconfirmed_as? string The category that an unconfirmed response counts as; stable disease, or no response without it.
---@field stable_from? integer The day from which on stable disease counts; from the first assessment on without it.
---@field after? number The day up to which assessments are of the time before treatment, and do not count. Default: 0.
---@field until? string|string[] Columns of days, such as those of another therapy, of relapse or of the data cut-off: later assessments do not count.
---@field same_day? "worst"|"best"|"refuse" Which of several assessments of a subject on one day counts. Default: "worst".
---@field prefix? string What the names of the new variables begin with; nothing without it.

--- Best overall response of each subject, from their assessments.
---
--- Finds the best category among the assessments of each subject, in the order of their vocabulary (leukaemia,
--- lymphoma, myeloma, recist, or your own), and the first day on which it was reached. Assessments before
--- treatment, after progression, and after the days named in until do not count.
---
--- With confirmed = true a response counts only if a later assessment confirms it: at least confirmation_days
--- later, with no more than max_not_evaluable assessments between that could not be evaluated, and max_stable of
--- stable disease. The defaults are those of RECIST 1.1, without its least duration of stable disease
--- (stable_from). For myeloma, where two consecutive assessments confirm whatever the days between:
--- confirmation_days = 1, max_not_evaluable = 0, after_complete = "accept".
---
--- To compare the survival of responders with that of others, take response_known_day as the exposure of
--- survival.landmark: who responds is not known before.
---
--- Progression and the last assessment are sought after the days named in until, too: a duration of response that
--- is to end there is asked for with an intercurrent event.
---
--- The rule that was followed is written into the dictionary as numbered sentences, and stands in reports.
---
--- Example: `response.derive_best_overall(cohort, { vocabulary = "leukaemia", ["until"] = { "transplant_day" } })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.derive_best_overall.arguments
---@return workbench.Cohort
---@nodiscard
function response.derive_best_overall(cohort, arguments) end

---@class response.derive_duration.arguments
---@field first_response? string The column of the day of first response; that of derive_best_overall, "first_response_day" without it.
---@field responders? string A flag or condition that says who responded; whoever has a day of response without it.
---@field progression? string|string[] The columns of the days of progression or relapse; the first of them counts. That of derive_best_overall, "first_progression_day" without it.
---@field death? string The column of the day of death.
---@field last_assessment? string The column of the day of last assessment, up to which a subject is known to be without progression; that of derive_best_overall, "last_assessment_day" without it.
---@field origin? string What days are counted from, in words; as the cohort's first endpoint has it without it.
---@field prefix? string What the names of the new variables and endpoints begin with; nothing without it.

--- Duration of response and time to response as endpoints.
---
--- Declares two endpoints. Duration of response runs from the first day of a response to progression or death,
--- whichever comes first, and is censored at the last assessment; it is of the responders alone, and compares
--- groups only with the caution that who responded was not known at their start. Time to response runs from day 0
--- to the first of response, progression and death; which it was is its outcome, so that
--- survival.cumulative_incidence shows responses with progression and death competing.
---
--- Each of them is asked for as any endpoint is, with intercurrent events too: duration of response censored at
--- transplant is { endpoint = "duration_of_response", intercurrent = { transplant_day = "censor" } }.
---
--- Example: `response.derive_duration(cohort, { first_response = "response_day", responders = "responder", progression = "relapse_day", death = "death_day", last_assessment = "pfs_days" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.derive_duration.arguments
---@return workbench.Cohort
---@nodiscard
function response.derive_duration(cohort, arguments) end

---@class response.best_overall.arguments
---@field response string The column of responses, such as "best_response".
---@field vocabulary? string The vocabulary in which the responses are written, such as "leukaemia"; the one that the dictionary declares for the column without it.
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after day 0; the report says that it was done. Default: false.
---@field title? string The title under which the result is shown; made from the question without it.

--- Best overall response: every category by group, and the rates of response.
---
--- Counts the subjects of each group in each category of the response's vocabulary, best to worst; who could not
--- be evaluated, and who has no assessment, stand in rows of their own. Percentages of categories are of all
--- subjects of the group. Below stand the rates of response and of complete response, by what the vocabulary
--- counts as such, with exact intervals; their denominators stand beside them.
---
--- The response is a column of the subjects: recorded, or derived from assessments by
--- response.derive_best_overall, whose rule the report prints with the variables that the script derived. The
--- column's vocabulary is the one that the dictionary declares for it.
---
--- Example: `response.best_overall(cohort, { response = "response", vocabulary = "leukaemia", by = "diagnosis" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.best_overall.arguments
---@return workbench.Result
---@nodiscard
function response.best_overall(cohort, arguments) end

---@class response.rate.arguments
---@field outcome string Who responded: a flag or a column of 0 and 1, a condition such as "response_day <= 28", or a category of which counts_as names the levels that count.
---@field counts_as? string|string[] The levels of a category that count as a response, such as { "CR", "CRi" }; or "response" or "complete", by the vocabulary that the dictionary declares for the column.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field by? string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field interval? "clopper_pearson"|"wilson"|"wilson_corrected"|"jeffreys"|"agresti_coull"|"wald"|"wald_corrected"|"mid_p"|string[] How confidence intervals of rates are found; of several, the first is that of the tables and figures. Default: "clopper_pearson".
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field stratum_weights? "size"|"equal"|"optimal" How strata are weighed in the stratified Wilson interval. Default: "size".
---@field null_rate? number|number[] A rate given beforehand, such as 0.2, against which each rate is tested exactly; no test without it.
---@field alternative? "two_sided"|"greater"|"less" To which side of null_rate the rate is thought to lie. Default: "two_sided".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after day 0; the report says that it was done. Default: false.
---@field title? string The title under which the result is shown; made from the question without it.

--- Response rate with its confidence interval, by group and of all subjects.
---
--- The share of subjects who responded, with an exact interval unless another is asked for; several methods at
--- once give a table of how much the interval depends on the method. The denominator is the evaluable subjects,
--- or with missing = "failure" all of them; who is not evaluable, and why, is said.
---
--- With strata there is a stratified Wilson interval besides (Yan and Su), by size, equally or optimally
--- weighted. Rates of none and of all are estimated as any other; their logit is not, so that pooling on the
--- logit leaves such a trial out.
---
--- Against a rate given beforehand, as in a single-arm trial, each rate is tested exactly (null_rate).
---
--- Groups that form only after day 0, such as transplanted subjects, are flagged: most who come into them have
--- responded.
---
--- Example: `response.rate(cohort, { outcome = "responder", by = "diagnosis" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.rate.arguments
---@return workbench.Result
---@nodiscard
function response.rate(cohort, arguments) end

---@class response.difference.arguments
---@field outcome string Who responded: a flag or a column of 0 and 1, a condition such as "response_day <= 28", or a category of which counts_as names the levels that count.
---@field counts_as? string|string[] The levels of a category that count as a response, such as { "CR", "CRi" }; or "response" or "complete", by the vocabulary that the dictionary declares for the column.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field by string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field reference? string The group that the others are compared with; the first without it.
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field stratum_weights? "mantel_haenszel"|"inverse_variance" How strata are weighed in the difference. Default: "mantel_haenszel".
---@field difference_interval? "miettinen_nurminen"|"mee"|"newcombe"|"newcombe_corrected"|"wald"|"wald_corrected"|"agresti_caffo"|"exact" How the interval of the difference is found; the test of no difference goes with it. Default: "miettinen_nurminen".
---@field relative_risk_interval? "miettinen_nurminen"|"koopman"|"log"|"log_adjusted" How the interval of the relative risk is found; over strata it is Greenland and Robins'. Default: "miettinen_nurminen", under the SAS profile "log".
---@field odds_ratio_interval? "miettinen_nurminen"|"log"|"log_adjusted" How the interval of the odds ratio is found; over strata it is Robins, Breslow and Greenland's. Default: "miettinen_nurminen", under the SAS profile "log".
---@field interval? "clopper_pearson"|"wilson"|"wilson_corrected"|"jeffreys"|"agresti_coull"|"wald"|"wald_corrected"|"mid_p"|string[] How confidence intervals of rates are found; of several, the first is that of the tables and figures. Default: "clopper_pearson".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after day 0; the report says that it was done. Default: false.
---@field title? string The title under which the result is shown; made from the question without it.

--- Difference, relative risk and odds ratio of response between groups, with intervals and a test.
---
--- Each group is compared with the reference group: its response rate less that of the reference, over it, and
--- the odds of a response over those of the reference. The intervals are score intervals unless others are asked
--- for, and the test of no difference is the one that goes with the interval of the difference.
---
--- With strata, such as trial in a pooled cohort, the difference is a weighted mean of the strata's with the
--- stratified Miettinen-Nurminen interval (or Newcombe's or Wald's), the ratios are Mantel and Haenszel's, and
--- the test is the Cochran-Mantel-Haenszel test without correction: at no difference and with Mantel-Haenszel
--- weights it is the score test itself.
---
--- Where nobody responded in a group, a ratio has no estimate or a limit in one direction only: each such number
--- is given with its reason. The exact unconditional interval takes a moment, and is refused above 300 subjects.
---
--- Example: `response.difference(cohort, { outcome = "responder", by = "age >= 40" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.difference.arguments
---@return workbench.Result
---@nodiscard
function response.difference(cohort, arguments) end

---@class response.subgroups.arguments
---@field outcome string Who responded: a flag or a column of 0 and 1, a condition such as "response_day <= 28", or a category of which counts_as names the levels that count.
---@field counts_as? string|string[] The levels of a category that count as a response, such as { "CR", "CRi" }; or "response" or "complete", by the vocabulary that the dictionary declares for the column.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field subgroups string|string[]|table<string, string> The factors by whose levels subgroups are formed: columns or expressions, or a table of named ones.
---@field by? string|string[] The two groups to compare in each subgroup: a column or an expression; only rates are shown without it.
---@field reference? string The group that the others are compared with; the first without it.
---@field effect? "difference"|"relative_risk"|"odds_ratio" What the forest shows where two groups are compared. Default: "difference".
---@field interaction? "likelihood_ratio"|"breslow_day" How it is tested whether the two groups differ alike at all levels of a factor. Default: "likelihood_ratio".
---@field difference_interval? "miettinen_nurminen"|"mee"|"newcombe"|"newcombe_corrected"|"wald"|"wald_corrected"|"agresti_caffo"|"exact" How the interval of the difference is found; the test of no difference goes with it. Default: "miettinen_nurminen".
---@field relative_risk_interval? "miettinen_nurminen"|"koopman"|"log"|"log_adjusted" How the interval of the relative risk is found; over strata it is Greenland and Robins'. Default: "miettinen_nurminen", under the SAS profile "log".
---@field odds_ratio_interval? "miettinen_nurminen"|"log"|"log_adjusted" How the interval of the odds ratio is found; over strata it is Robins, Breslow and Greenland's. Default: "miettinen_nurminen", under the SAS profile "log".
---@field interval? "clopper_pearson"|"wilson"|"wilson_corrected"|"jeffreys"|"agresti_coull"|"wald"|"wald_corrected"|"mid_p"|string[] How confidence intervals of rates are found; of several, the first is that of the tables and figures. Default: "clopper_pearson".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after day 0; the report says that it was done. Default: false.
---@field title? string The title under which the result is shown; made from the question without it.

--- Response in subgroups as a forest plot: rates, or two groups compared, with tests of interaction.
---
--- Without by, the response rate at every level of every factor with its interval, and the likelihood ratio test
--- that a factor's levels have one rate. With by, two groups are compared at every level: difference, relative
--- risk or odds ratio, with the test that the odds ratio is the same at all levels of the factor. That test, and
--- not a subgroup's own interval, is the evidence that subgroups differ.
---
--- Levels in which one of the two groups has nobody are lines without an estimate. Subjects whose factor is
--- missing are left out of that factor alone.
---
--- Example: `response.subgroups(cohort, { outcome = "responder", by = "age >= 40", subgroups = { "diagnosis", "trial" } })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.subgroups.arguments
---@return workbench.Result
---@nodiscard
function response.subgroups(cohort, arguments) end

---@class response.association.arguments
---@field outcome string Who responded: a flag or a column of 0 and 1, a condition such as "response_day <= 28", or a category of which counts_as names the levels that count.
---@field counts_as? string|string[] The levels of a category that count as a response, such as { "CR", "CRi" }; or "response" or "complete", by the vocabulary that the dictionary declares for the column.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field by string|string[] The groups to compare: a column, an expression such as "age >= 18", or a list of them, crossed.
---@field test? "chi_square"|"chi_square_corrected"|"likelihood_ratio"|"fisher"|"barnard"|"barnard_unpooled"|"boschloo" The test of independence. Default: "chi_square".
---@field reference? string The group that the other is compared with, of two; the first without it.
---@field strata? string|string[] Strata: a column, an expression, or a list of them, crossed; such as "trial" in a pooled cohort.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after day 0; the report says that it was done. Default: false.
---@field title? string The title under which the result is shown; made from the question without it.

--- Whether an outcome is associated with groups: counts, test, odds ratio, and the same within strata.
---
--- Counts the subjects with and without an outcome in each group, and tests whether the two are independent. The
--- test is Pearson's chi-square without correction unless another is named: R's chisq.test corrects a table of
--- two groups, which test = "chi_square_corrected" does, and SAS's PROC FREQ shows both. Where an expected count
--- is below five a caution recommends Fisher's test; the test is never changed silently. Barnard's and Boschloo's
--- tests are exact without giving the number of responders, and as a rule more powerful than Fisher's.
---
--- Two groups also have odds ratios: that of the counts, and the conditional maximum likelihood estimate with an
--- exact interval, as R's fisher.test has them, only more precisely. They compare the second group with the
--- first, or with the group that reference names.
---
--- With strata the association is asked within them: Cochran-Mantel-Haenszel, common odds ratio, ratio and
--- difference, and whether the strata have one odds ratio (Breslow-Day, better with Tarone's correction). Groups
--- that form after day 0 are flagged.
---
--- Example: `response.association(cohort, { outcome = "responder", by = "diagnosis", strata = "trial" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.association.arguments
---@return workbench.Result
---@nodiscard
function response.association(cohort, arguments) end

---@class response.trend.arguments
---@field outcome string Who responded: a flag or a column of 0 and 1, a condition such as "response_day <= 28", or a category of which counts_as names the levels that count.
---@field counts_as? string|string[] The levels of a category that count as a response, such as { "CR", "CRi" }; or "response" or "complete", by the vocabulary that the dictionary declares for the column.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field by string|string[] The groups in their order: a column whose levels are ordered, such as "dose_level", or an expression.
---@field scores? number|number[] The score of each group, in the order of the groups; 1, 2, 3, … without them.
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after day 0; the report says that it was done. Default: false.
---@field title? string The title under which the result is shown; made from the question without it.

--- Whether the rate of an outcome rises or falls over ordered groups: Cochran-Armitage.
---
--- Tests whether the share of subjects with an outcome rises or falls with a score of the groups, such as dose
--- levels. Groups stand in the order of their levels and have the scores 1, 2, 3, … unless others are named; only
--- the distances of scores to one another matter. More than two levels of which nobody has said in which order
--- they stand are refused without scores. The statistic is that of R's prop.trend.test, with the divisor N;
--- Mantel's has N - 1, and the exact p-value is that of all tables with the same margins, as long as these can be
--- listed.
---
--- Beside it stands the odds ratio for one unit of the score, by logistic regression with a profile interval.
---
--- Example: `response.trend(cohort, { outcome = "responder", by = "dose_level" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.trend.arguments
---@return workbench.Result
---@nodiscard
function response.trend(cohort, arguments) end

---@class response.paired.arguments
---@field outcome string Who responded: a flag or a column of 0 and 1, a condition such as "response_day <= 28", or a category of which counts_as names the levels that count.
---@field counts_as? string|string[] The levels of a category that count as a response, such as { "CR", "CRi" }; or "response" or "complete", by the vocabulary that the dictionary declares for the column.
---@field second string The second outcome of the same subjects, as outcome is the first.
---@field second_counts_as? string|string[] The levels of the second outcome that count, where it is a category.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field test? "exact"|"mid_p"|"mcnemar"|"mcnemar_corrected" The test that both outcomes are equally frequent. Default: "exact".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field title? string The title under which the result is shown; made from the question without it.

--- Two yes-or-no outcomes of the same subjects: McNemar's test, their difference, and Cohen's kappa.
---
--- Compares two outcomes of the same subjects, such as response at two times, or response by two assessors. Only
--- subjects in whom the outcomes differ tell whether one is more frequent: the test is the exact one unless
--- another is named (R's mcnemar.test corrects for continuity). The difference has Wald's interval for pairs, the
--- odds ratio is that within subjects, and kappa measures agreement beyond chance, with its asymptotic standard
--- error.
---
--- Example: `response.paired(cohort, { outcome = "responder", second = "transplanted" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.paired.arguments
---@return workbench.Result
---@nodiscard
function response.paired(cohort, arguments) end

---@class response.logistic.arguments
---@field outcome string Who responded: a flag or a column of 0 and 1, a condition such as "response_day <= 28", or a category of which counts_as names the levels that count.
---@field counts_as? string|string[] The levels of a category that count as a response, such as { "CR", "CRi" }; or "response" or "complete", by the vocabulary that the dictionary declares for the column.
---@field missing? "exclude"|"failure" What becomes of subjects who are not evaluable or whose outcome is missing. Default: "exclude".
---@field covariates string|string[] What the outcome depends on: columns or expressions, interactions a * b and a:b, poly(x, 2), rcs(x, 4), factor(x), offset(x).
---@field reference? table<string, string> For categories among the covariates, the level that the others are compared with.
---@field interval? "profile"|"wald" The interval of an odds ratio. Default: "profile", under the SAS profile "wald".
---@field penalty? "none"|"firth" A penalty on the likelihood; Firth's where covariates separate the outcomes. Default: "none".
---@field level? number The level of confidence intervals. Default: 0.95.
---@field as_baseline? boolean Group knowingly by something that becomes known only after day 0; the report says that it was done. Default: false.
---@field title? string The title under which the result is shown; made from the question without it.

--- Logistic regression of a yes or no on covariates, with odds ratios.
---
--- Fits odds ratios by maximum likelihood. Numbers enter as they are, flags as yes against no, and each level of
--- a category against its reference, which is the first of its levels that occurs unless another is named.
---
--- Covariates may be interactions, "age * sex" for both and their product, "age:sex" for the product alone;
--- "poly(age, 2)", orthogonal polynomials as R's, or "poly(age, 2, raw)" for powers; "rcs(age, 4)", a restricted
--- cubic spline with knots at Harrell's quantiles of the subjects of the analysis, or "rcs(age, {40, 55, 70})"
--- with these (R's rms takes the quantiles before it drops subjects who lack another variable: name its knots for
--- its numbers); "factor(ecog)" for numbers as categories; "offset(x)". What is to be reckoned stands in
--- brackets: "(age * 2)".
---
--- Intervals are by the profile of the likelihood, or by Wald, as SAS's PROC LOGISTIC. The limits of the profile
--- are solved for; R's confint interpolates the profile between a few points, so that its limits may differ in
--- the fifth digit. Each term has a likelihood ratio test (R's drop1; with interactions car::Anova, type II) and
--- a Wald test. Where covariates separate the outcomes that is said, with the tests that still hold; penalty =
--- "firth" gives finite estimates. Covariates that become known only after day 0 are flagged.
---
--- Example: `response.logistic(cohort, { outcome = "responder", covariates = { "age", "diagnosis" } })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.logistic.arguments
---@return workbench.Result
---@nodiscard
function response.logistic(cohort, arguments) end

---@class response.waterfall.arguments
---@field value string The number of each subject: a column, or an expression such as "blasts_day_28 - blasts".
---@field baseline? string The baseline values, a column or an expression; the bars are then changes from it in percent.
---@field colour? string What bars are coloured by: a column or an expression, such as "best_response".
---@field thresholds? number|number[] Numbers that are drawn as lines, and at or below which subjects are counted.
---@field limit? integer The most bars that are drawn; of more subjects they are taken evenly. Default: 300.
---@field title? string The title under which the result is shown; made from the question without it.

--- A number of each subject, such as the best change of a measurement, as sorted bars.
---
--- A bar for each subject, from the largest increase to the largest decrease, coloured by a category such as best
--- response. The number is a column or an expression of numbers; with a baseline it is turned into the change
--- from it in percent. Bars are of those who have a number: the others are counted, and named by the table, since
--- leaving out who was never measured again makes a treatment look better.
---
--- Thresholds, such as -30 and 20 for the sum of diameters in RECIST 1.1, are drawn as lines, and the subjects at
--- or below each are counted.
---
--- Example: `response.waterfall(cohort, { value = "marrow_blasts", colour = "response", thresholds = 5 })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.waterfall.arguments
---@return workbench.Result
---@nodiscard
function response.waterfall(cohort, arguments) end

---@class response.swimmer.arguments
---@field end string The column of the last day that is known of a subject, such as "os_days".
---@field ongoing? string A flag or condition that says whose follow-up goes on beyond it, such as "os_event == 0".
---@field marks? table<string, string> What happened on the way, each with the column of its day.
---@field colour? string What lanes are coloured by: a column or an expression, such as "best_response".
---@field states? string The linked table of assessments, such as "assessments", whose categories lanes are coloured by over time, in place of colour.
---@field states_until? string|string[] Columns of days, such as that of relapse, from which on the categories of states are not known any more: lanes are grey.
---@field heading? string What lanes stand under: a column or an expression, such as "trial".
---@field labelled? boolean Whether each lane has the id of its subject. Default: false.
---@field limit? integer The most lanes that are drawn; of more subjects they are taken evenly. Default: 80.
---@field display_unit? "days"|"weeks"|"months"|"years" The unit in which times are shown; the recorded one without it.
---@field day? string The table's column of the day of an assessment; found by its role or name without it.
---@field response? string The table's column of the response found; found by its role or name without it.
---@field vocabulary? string The vocabulary in which responses are written, such as "leukaemia" or "recist"; the one that the dictionary declares for the column without it.
---@field where? string A condition over the columns of the table, such as "PARAMCD == 'OVRLRESP'"; rows for which it does not hold, or is unknown, do not count.
---@field title? string The title under which the result is shown; made from the question without it.

--- The course of each subject as a lane: follow-up, response, transplant, relapse, death.
---
--- A lane for each subject, from day 0 to the last day that is known of them, the longest first; coloured by a
--- category such as best response, or by the response over time from a table of assessments (states), with signs
--- for what happened on the way, and an arrow where follow-up goes on. Lanes may stand under headings, such as
--- the trial.
---
--- A plot of more lanes than can be told apart shows some of them, taken evenly from the longest to the shortest,
--- and says so; the numbers in the table are of all subjects.
---
--- Example: `response.swimmer(cohort, { ["end"] = "os_days", ongoing = "is_missing(death_day)", marks = { Death = "death_day", Relapse = "relapse_day", Response = "response_day", Transplant = "transplant_day" }, colour = "response" })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.swimmer.arguments
---@return workbench.Result
---@nodiscard
function response.swimmer(cohort, arguments) end

---@class response.depth_over_time.arguments
---@field table? string The linked table of assessments; found by its name or its columns without it.
---@field day? string The table's column of the day of an assessment; found by its role or name without it.
---@field response? string The table's column of the response found; found by its role or name without it.
---@field vocabulary? string The vocabulary in which responses are written, such as "leukaemia" or "recist"; the one that the dictionary declares for the column without it.
---@field where? string A condition over the columns of the table, such as "PARAMCD == 'OVRLRESP'"; rows for which it does not hold, or is unknown, do not count.
---@field at? number|number[] The times at which subjects are counted, in the unit of the days of assessment. Default: { 28, 90, 180, 365 }.
---@field ended? table<string, string> What ends a course, such as death, each with the column of its day.
---@field after? number The day up to which assessments are of the time before treatment, and do not count. Default: 0.
---@field title? string The title under which the result is shown; made from the question without it.

--- How many subjects are in each category of response at each time.
---
--- For each time, every subject of the cohort is in one state: the category of the last assessment up to then
--- that could be evaluated, not yet assessed, or one of the ends that are named, such as death. The states of a
--- time add up to all subjects, so that those who died or were never assessed do not drop out of the picture.
---
--- A category is carried forward from one assessment to the next, and from the last one to all later times,
--- unless the end of follow-up is among the ends: { Death = "death_day", ["Follow-up ended"] = "os_days" }. Of
--- two ends on one day the first by name counts. To compare groups, ask for each of them restricted to itself.
---
--- Example: `response.depth_over_time(cohort, { vocabulary = "leukaemia", at = { 28, 90, 180 }, ended = { Death = "death_day" } })`
---@param cohort workbench.Cohort The subjects.
---@param arguments response.depth_over_time.arguments
---@return workbench.Result
---@nodiscard
function response.depth_over_time(cohort, arguments) end

return response
