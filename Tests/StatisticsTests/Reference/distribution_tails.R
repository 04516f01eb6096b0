# Densities, both tails and quantiles of distributions, for Tests/StatisticsTests/DistributionTailTests.swift:
#   Rscript distribution_tails.R > distribution_tails.json
# Made with R 4.2.2.
number <- function(x) ifelse(is.finite(x), formatC(x, digits = 17, format = "g"), ifelse(x > 0, "\"inf\"", "\"-inf\""))
rows <- character()
add <- function(name, arguments, xs, ps) {
  call <- function(letter, ...) do.call(paste0(letter, name), c(list(...), arguments))
  for (x in xs) rows <<- c(rows, sprintf(
    "{\"distribution\": \"%s\", \"arguments\": [%s], \"x\": %s, \"density\": %s, \"log_density\": %s, \"lower\": %s, \"upper\": %s}",
    name, paste(number(unlist(arguments)), collapse = ", "), number(x), number(call("d", x)), number(call("d", x, log = TRUE)),
    number(call("p", x)), number(call("p", x, lower.tail = FALSE))))
  for (p in ps) rows <<- c(rows, sprintf(
    "{\"distribution\": \"%s\", \"arguments\": [%s], \"p\": %s, \"quantile\": %s, \"upper_quantile\": %s}",
    name, paste(number(unlist(arguments)), collapse = ", "), number(p), number(call("q", p)),
    number(call("q", p, lower.tail = FALSE))))
}
some <- c(1e-12, 0.001, 0.025, 0.5, 0.9, 0.999)
add("norm", list(mean = 10, sd = 2), c(-60, 0, 9.5, 10, 15, 80), some)
add("t", list(df = 2.5), c(-1e4, -3, -0.1, 0.7, 5, 300), some)
add("chisq", list(df = 3), c(1e-9, 0.1, 3, 20, 200), some)
add("f", list(df1 = 2.5, df2 = 30), c(1e-6, 0.3, 1, 8, 60), some)
add("beta", list(shape1 = 2, shape2 = 5), c(1e-8, 0.1, 0.5, 0.99), some)
add("beta", list(shape1 = 0.5, shape2 = 0.5), c(1e-8, 0.1, 0.5, 0.99), c(0.001, 0.25, 0.9))
add("beta", list(shape1 = 200, shape2 = 30), c(0.5, 0.8, 0.87, 0.95), some)
add("gamma", list(shape = 0.3, rate = 2), c(1e-12, 0.01, 1, 10, 300), c(0.001, 0.5, 0.999))
add("gamma", list(shape = 150, rate = 0.5), c(150, 280, 300, 400, 900), some)
add("exp", list(rate = 0.25), c(1e-10, 1, 40, 2000), some)
add("weibull", list(shape = 1.5, scale = 12), c(1e-6, 5, 30, 600), some)
add("lnorm", list(meanlog = 1, sdlog = 0.5), c(1e-3, 2, 5, 1e4), some)
add("unif", list(min = -1, max = 3), c(-0.99, 0, 2.5), some)
add("binom", list(size = 20, prob = 0.3), c(0, 3, 6, 15, 20), some)
add("binom", list(size = 5000, prob = 0.001), c(0, 5, 40, 300), some)
add("pois", list(lambda = 2.5), c(0, 2, 12, 60), some)
add("pois", list(lambda = 400), c(100, 380, 400, 600, 1500), some)
add("nbinom", list(size = 1.5, mu = 4), c(0, 3, 30, 200), some)
add("nbinom", list(size = 40, mu = 100), c(5, 90, 300, 900), some)
add("hyper", list(m = 8, n = 12, k = 5), c(0, 1, 3, 4, 5), some)
add("hyper", list(m = 500, n = 9000, k = 700), c(1, 20, 37, 80, 200), some)
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
