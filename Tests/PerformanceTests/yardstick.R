# What R's survival and cmprsk need for the survival benchmarks, on the same subjects and the same machine:
#   swift run -c release WorkbenchBenchmarks data FOLDER
#   Rscript Tests/PerformanceTests/yardstick.R FOLDER
library(survival)
library(cmprsk)
folder <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(file.path(folder, "subjects.csv"))
rows <- read.csv(file.path(folder, "rows.csv"))
x <- paste0("x", 1:10, collapse = " + ")

timed <- function(name, runs, expression) {
  call <- substitute(expression)
  seconds <- replicate(runs, system.time(eval(call, parent.frame()))[["elapsed"]])
  cat(sprintf("%s: min %.0f ms, median %.0f ms\n", name, 1000 * min(seconds), 1000 * median(seconds)))
}

timed("Kaplan-Meier, whole days, 2 groups, intervals and medians", 3,
  quantile(survfit(Surv(days, event) ~ group, d), 0.5))
timed("Kaplan-Meier, distinct times, 2 groups, intervals and medians", 3,
  quantile(survfit(Surv(distinct, event) ~ group, d), 0.5))
timed("log-rank, whole days, 2 groups, 5 strata", 3, survdiff(Surv(days, event) ~ group + strata(stratum), d))
timed("log-rank, distinct times, 2 groups, 5 strata", 3, survdiff(Surv(distinct, event) ~ group + strata(stratum), d))
timed("weighted log-rank, rho 1, whole days, 2 groups, 5 strata", 3,
  survdiff(Surv(days, event) ~ group + strata(stratum), d, rho = 1))
timed("weighted log-rank, rho 1, distinct times, 2 groups, 5 strata", 3,
  survdiff(Surv(distinct, event) ~ group + strata(stratum), d, rho = 1))
timed("cumulative incidence by cmprsk, whole days, 2 groups", 1, cuminc(d$days, d$outcome, d$group))
timed("Cox, Efron, 10 covariates, whole days", 3, coxph(as.formula(paste("Surv(days, event) ~", x)), d))
timed("Cox, Efron, 10 covariates, distinct times", 1, coxph(as.formula(paste("Surv(distinct, event) ~", x)), d))
timed("Cox, Efron, time-dependent, 11 covariates", 2,
  coxph(as.formula(paste("Surv(start, stop, event) ~ exposed +", x)), rows))
# survfit's jackknife and crr are quadratic: timed on fewer subjects.
for (n in c(10000, 20000)) {
  some <- d[seq_len(n), ]
  timed(sprintf("cumulative incidence by survfit, whole days, 2 groups, %d subjects", n), 1,
    survfit(Surv(days, factor(outcome, 0:2)) ~ group, some))
}
for (n in c(2000, 4000)) {
  some <- d[seq_len(n), ]
  timed(sprintf("Fine-Gray by crr, 3 covariates, %d subjects", n), 1,
    crr(some$days, some$outcome, some[, c("x1", "x2", "x3")]))
}
