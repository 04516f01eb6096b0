---@meta numerics

--- Sums, ranks, models, optimisation, distributions and random streams over columns, for statistics of your own.
---@class numerics
local numerics = {}

--- The number of values that there are.
---
--- Missing values are not counted; column.count, or #column, counts the rows.
---
--- Example: `numerics.count(cohort:column("age"))`
---@param values workbench.Column|any[] The values, of any kind.
---@return integer # The number of values.
---@nodiscard
function numerics.count(values) end

--- The sum.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. The sum of
--- no values is 0. It is compensated: right to the last digit or nearly so, in whatever order the rows are.
---
--- Example: `numerics.sum(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@return number # The sum; a whole number where the values are.
---@nodiscard
function numerics.sum(values) end

--- The arithmetic mean.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. Missing
--- where there are no values.
---
--- Example: `numerics.mean(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@return number # The mean.
---@nodiscard
function numerics.mean(values) end

--- The sample variance, with n - 1 in the denominator.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. Taken about
--- the mean in a second pass, so that nothing cancels. Missing where there are fewer than two values.
---
--- Example: `numerics.variance(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@return number # The variance.
---@nodiscard
function numerics.variance(values) end

--- The sample standard deviation, with n - 1 in the denominator.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. The root of
--- numerics.variance. Missing where there are fewer than two values.
---
--- Example: `numerics.standard_deviation(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@return number # The standard deviation.
---@nodiscard
function numerics.standard_deviation(values) end

--- The smallest value.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. Missing
--- where there are no values.
---
--- Example: `numerics.minimum(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@return number # The smallest; a whole number where the values are.
---@nodiscard
function numerics.minimum(values) end

--- The largest value.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. Missing
--- where there are no values.
---
--- Example: `numerics.maximum(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@return number # The largest; a whole number where the values are.
---@nodiscard
function numerics.maximum(values) end

--- The median: the middle value, or the mean of the two in the middle.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. Missing
--- where there are no values. Under every profile alike: the definitions of quantiles that R and SAS use agree on
--- it.
---
--- Example: `numerics.median(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@return number # The median.
---@nodiscard
function numerics.median(values) end

---@class numerics.quantile.arguments
---@field quantile_type? "type_1"|"type_2"|"type_3"|"type_4"|"type_5"|"type_6"|"type_7"|"type_8"|"type_9" How quantiles are defined, by the numbers of Hyndman and Fan. Default: "type_7", under the SAS profile "type_2".

--- Sample quantiles, by any of the nine definitions in use.
---
--- Missing values are left out; numerics.count and column.missing say how many there are and are not. Missing
--- where there are no values.
---
--- Hyndman and Fan (1996), The American Statistician 50, 361-365.
---
--- Example: `numerics.quantile(cohort:column("age"), { 0.25, 0.75 })`
---@param values workbench.Column|number[] The numbers; flags count as 0 and 1.
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.quantile.arguments
---@return number|workbench.Column # A quantile for each probability: a number for one, a column for several.
---@nodiscard
function numerics.quantile(values, probabilities, arguments) end

---@class numerics.rank.arguments
---@field ties? "average"|"min"|"max"|"first"|"dense" What values that are equal share. Default: "average".
---@field descending? boolean Whether the largest comes first. Default: false.

--- The place of each value among all, from 1 for the smallest.
---
--- A row without a value has no rank (R's rank puts it last). Ranks by the average are those of rank tests; the
--- others are whole numbers.
---
--- Example: `numerics.rank(cohort:column("age"), { ties = "min" })`
---@param values workbench.Column|any[] The values: numbers, dates, texts, or categories, which are in the order of their levels.
---@param arguments? numerics.rank.arguments
---@return workbench.Column # A number for each row.
---@nodiscard
function numerics.rank(values, arguments) end

---@class numerics.order.arguments
---@field descending? boolean Whether the largest comes first. Default: false.

--- The numbers of the rows in the order of their values, for column:take.
---
--- Rows that are equal stay in their order, under descending too. Rows without a value are left out (R's order
--- puts them last).
---
--- Example: `numerics.order(cohort:column("age"))`
---@param values workbench.Column|any[] The values: numbers, dates, texts, or categories, which are in the order of their levels.
---@param arguments? numerics.order.arguments
---@return workbench.Column # Numbers of rows: column:take of them is the column in order.
---@nodiscard
function numerics.order(values, arguments) end

---@class numerics.sort.arguments
---@field descending? boolean Whether the largest comes first. Default: false.

--- The values in order.
---
--- Rows without a value are left out; column.missing says how many.
---
--- Example: `numerics.sort(cohort:column("age"))`
---@param values workbench.Column|any[] The values: numbers, dates, texts, or categories, which are in the order of their levels.
---@param arguments? numerics.sort.arguments
---@return workbench.Column # The values that there are.
---@nodiscard
function numerics.sort(values, arguments) end

--- The sum of each row and all before it.
---
--- A row without a value has none here either, and the rows after it go on as if it were not there (R's cumsum
--- would be missing from there on). What rounding takes away is added again in every row: however many there are,
--- each sum has all its digits.
---
--- Example: `numerics.cumulative_sum(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers, in order.
---@return workbench.Column # A number for each row.
---@nodiscard
function numerics.cumulative_sum(values) end

--- The product of each row and all before it.
---
--- A row without a value has none here either, and the rows after it go on as if it were not there (R's cumsum
--- would be missing from there on).
---
--- Example: `numerics.cumulative_product(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers, in order.
---@return workbench.Column # A number for each row.
---@nodiscard
function numerics.cumulative_product(values) end

--- The largest of each row and all before it.
---
--- A row without a value has none here either, and the rows after it go on as if it were not there (R's cumsum
--- would be missing from there on).
---
--- Example: `numerics.cumulative_maximum(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers, in order.
---@return workbench.Column # A number for each row.
---@nodiscard
function numerics.cumulative_maximum(values) end

--- The smallest of each row and all before it.
---
--- A row without a value has none here either, and the rows after it go on as if it were not there (R's cumsum
--- would be missing from there on).
---
--- Example: `numerics.cumulative_minimum(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers, in order.
---@return workbench.Column # A number for each row.
---@nodiscard
function numerics.cumulative_minimum(values) end

---@class numerics.difference.arguments
---@field lag? integer How many rows back the other is. Default: 1.

--- Each row less the one before it.
---
--- The first row has none before it: it is missing, so that there are as many rows as before (R's diff leaves it
--- out). Missing where either is.
---
--- Example: `numerics.difference(cohort:column("age"))`
---@param values workbench.Column|number[] The numbers, in order.
---@param arguments? numerics.difference.arguments
---@return workbench.Column # A number for each row.
---@nodiscard
function numerics.difference(values, arguments) end

--- The groups that there are, and the number of each row's.
---
--- Groups are in the order of their values, those of categories in the order of their levels; levels that nobody
--- has are no groups. A row without a group is in none.
---
--- Example: `numerics.group(cohort:column("trial"))`
---@param groups workbench.Column|any[] The group of each row: values of any kind.
---@return { groups: workbench.Column, codes: workbench.Column, counts: workbench.Column } # The groups, the number of its group for each row, from 1, and how many rows each group has.
---@nodiscard
function numerics.group(groups) end

--- Something computed in each group.
---
--- Groups are in the order of their values, those of categories in the order of their levels; levels that nobody
--- has are no groups. A row without a group is in none.
---
--- Example: `numerics.by(cohort:column("age"), cohort:column("trial"), "mean")`
---@param values workbench.Column|any[] The values, as many as there are groups.
---@param groups workbench.Column|any[] The group of each row: values of any kind.
---@param kernel string|fun(values: workbench.Column): any What is computed in each group: count, sum, mean, median and the like by name or as the function itself, or a function of the group's values.
---@return { groups: workbench.Column, values: workbench.Column, counts: workbench.Column } # The groups, what was computed in each, and how many rows each has.
---@nodiscard
function numerics.by(values, groups, kernel) end

--- How often each value occurs.
---
--- Values are in their order, categories in that of their levels, with 0 for a level that nobody has. Missing
--- values are counted apart.
---
--- Example: `numerics.tabulate(cohort:column("trial"))`
---@param values workbench.Column|any[] The values.
---@return { values: workbench.Column, counts: workbench.Column, missing: integer } # The values, how often each occurs, and how many rows have none.
---@nodiscard
function numerics.tabulate(values) end

--- How often each pair of values occurs.
---
--- Values are in their order, categories in that of their levels, with 0 for a level that nobody has. A row that
--- misses either value is in no cell, and counted apart.
---
--- Example: `numerics.cross_tabulate(cohort:column("trial"), cohort:column("response"))`
---@param values workbench.Column|any[] The values.
---@param columns workbench.Column|any[] The values that the columns of the table stand for.
---@return { rows: workbench.Column, columns: workbench.Column, counts: workbench.Column[], missing: integer } # The values that rows and columns stand for, the columns of the table, and how many rows miss either value.
---@nodiscard
function numerics.cross_tabulate(values, columns) end

--- The sum of the products of two columns, row by row.
---
--- Rows that miss either value are left out. The sum is compensated; the sum of no products is 0.
---
--- Example: `numerics.dot(cohort:column("age"), cohort:column("age") * 2)`
---@param first workbench.Column|number[] The one column.
---@param second workbench.Column|number[] The other, of as many rows.
---@return number # The sum.
---@nodiscard
function numerics.dot(first, second) end

--- The sample covariance, with n - 1 in the denominator.
---
--- Rows that miss either value are left out. Missing where fewer than two rows are left.
---
--- Example: `numerics.covariance(cohort:column("age"), cohort:column("age") * 2)`
---@param first workbench.Column|number[] The one column.
---@param second workbench.Column|number[] The other, of as many rows.
---@return number # The covariance.
---@nodiscard
function numerics.covariance(first, second) end

---@class numerics.correlation.arguments
---@field method? "pearson"|"spearman" Of what the correlation is taken. Default: "pearson".

--- The correlation of two columns, Pearson's or Spearman's.
---
--- Rows that miss either value are left out. Spearman's is Pearson's of the ranks among the rows that are left,
--- those of equal values averaged. Missing where fewer than two rows are left, or where one column does not vary.
---
--- Example: `numerics.correlation(cohort:column("age"), cohort:column("age") * 2, { method = "spearman" })`
---@param first workbench.Column|number[] The one column.
---@param second workbench.Column|number[] The other, of as many rows.
---@param arguments? numerics.correlation.arguments
---@return number # The correlation, from -1 to 1.
---@nodiscard
function numerics.correlation(first, second, arguments) end

---@class numerics.model_matrix.arguments
---@field intercept? boolean Whether a column of ones comes first. Default: true.
---@field interactions? string|string[] Products of variables, as "age:arm"; the variables themselves are in the matrix already.
---@field reference? table<string, string> The level that has no column of its own, by variable; without it the first that occurs.

--- The columns of a linear model: numbers as they are, categories as indicators.
---
--- A category has a column for each level that occurs but the reference (treatment coding); flags are 0 and 1.
--- Rows that miss a value in any variable are left out: rows says which are left, and response:take(matrix.rows)
--- makes a response fit.
---
--- Columns by name are in the order of the names. An interaction has a column for each pair of the columns of its
--- variables.
---
--- Example: `numerics.model_matrix({ cohort:column("age"), cohort:column("trial") })`
---@param columns workbench.Column[]|table<string, workbench.Column|any[]> The variables: a list of columns of a cohort, or columns by the names that they are to have.
---@param arguments? numerics.model_matrix.arguments
---@return { columns: workbench.Column[], names: string[], rows: workbench.Column } # The columns, what each stands for, such as "(Intercept)", "age" and "arm=new", and the numbers of the rows that are left.
---@nodiscard
function numerics.model_matrix(columns, arguments) end

--- The linear model that is nearest in the sum of squares.
---
--- By Householder's reflections; cross products are never formed. Rows that miss the response, a weight or a
--- value in any column are left out. A column that depends on those before it (less than 1e-7 of it is left) has
--- no coefficient, as in R's lm. An intercept is a column like another.
---
--- Example: `numerics.least_squares(cohort:column("dose"), { workbench.compute("1 + 0 * x", { x = cohort:column("dose") }), cohort:column("age") })`
---@param response workbench.Column|number[] The response.
---@param matrix (workbench.Column|number[])[]|{ columns: workbench.Column[] } The columns of the model, or what numerics.model_matrix gives.
---@param weights? workbench.Column|number[] What each row counts, above 0, as a variance that is so many times smaller; 1 without them.
---@return { coefficients: workbench.Column, standard_errors: workbench.Column, variance: workbench.Column[], residuals: workbench.Column, fitted: workbench.Column, standard_deviation: number, degrees_of_freedom: integer, rank: integer, rows: workbench.Column } # The coefficients with their errors and variance, of the rows that are left the residuals and fitted values, and the residual standard deviation with its degrees of freedom.
---@nodiscard
function numerics.least_squares(response, matrix, weights) end

--- The products of the columns of one matrix with those of another: AᵀB.
---
--- A matrix is a list of columns: matrix[j][i] stands in row i and column j. Rows that miss a value in any column
--- are left out of all. Sums are compensated.
---
--- Example: `numerics.cross_product({ { 4, 1 }, { 1, 3 } })`
---@param matrix (workbench.Column|number[])[]|{ columns: workbench.Column[] } A matrix.
---@param other? (workbench.Column|number[])[] Another matrix; without it, the matrix itself.
---@return workbench.Column[] # A matrix with a row for each column of the one.
---@nodiscard
function numerics.cross_product(matrix, other) end

--- The product of two matrices.
---
--- A matrix is a list of columns: matrix[j][i] stands in row i and column j. None of their values may be missing.
---
--- Example: `numerics.matrix_product({ { 4, 1 }, { 1, 3 } }, { { 1, 0 }, { 2, 1 } })`
---@param matrix (workbench.Column|number[])[]|{ columns: workbench.Column[] } A matrix.
---@param other (workbench.Column|number[])[]|{ columns: workbench.Column[] } A matrix with a row for each column of the first.
---@return workbench.Column[] # A matrix.
---@nodiscard
function numerics.matrix_product(matrix, other) end

--- The solution x of the linear equations A x = b.
---
--- A matrix is a list of columns: matrix[j][i] stands in row i and column j. By Householder's reflections.
--- Missing where the matrix is singular: where less than 1e-13 of a column is left after those before it.
---
--- Example: `numerics.solve({ { 4, 1 }, { 1, 3 } }, { 1, 2 })`
---@param matrix (workbench.Column|number[])[]|{ columns: workbench.Column[] } A matrix.
---@param values workbench.Column|number[] The right-hand side.
---@return workbench.Column # The solution; missing where there is no single one.
---@nodiscard
function numerics.solve(matrix, values) end

--- The inverse of a square matrix.
---
--- A matrix is a list of columns: matrix[j][i] stands in row i and column j. By Householder's reflections.
--- Missing where the matrix is singular; for linear equations alone numerics.solve is more exact.
---
--- Example: `numerics.inverse({ { 4, 1 }, { 1, 3 } })`
---@param matrix (workbench.Column|number[])[]|{ columns: workbench.Column[] } A matrix.
---@return workbench.Column[] # A matrix; missing where there is none.
---@nodiscard
function numerics.inverse(matrix) end

--- The determinant of a square matrix.
---
--- A matrix is a list of columns: matrix[j][i] stands in row i and column j. 0 where the matrix is singular.
---
--- Example: `numerics.determinant({ { 4, 1 }, { 1, 3 } })`
---@param matrix (workbench.Column|number[])[]|{ columns: workbench.Column[] } A matrix.
---@return number # The determinant.
---@nodiscard
function numerics.determinant(matrix) end

---@class numerics.optimise.arguments
---@field method? "nelder_mead"|"bfgs" How it searches. Default: "nelder_mead".
---@field tolerance? number What counts as no difference, relative to the function; finer than about 1e-12 there is nothing to see. Default: 1e-10.
---@field evaluations? integer The most calls of the function. Default: 10000.

--- Where a function of several numbers is smallest.
---
--- Where the function gives missing or no number, the place counts as worse than all others. The same start takes
--- the same steps on every run. A function is made largest by making its negative smallest; converged says
--- whether the search ended because nothing smaller is near. Either method finds a minimum near the start, not
--- the smallest of several.
---
--- For a likelihood, numerics.hessian at the point found gives the information, and numerics.inverse of that the
--- variance.
---
--- Example: `numerics.optimise(function(p) return (p[1] - 1) ^ 2 + (p[2] + 2) ^ 2 end, { 0, 0 }, { method = "bfgs" })`
---@param f fun(point: number[]): number Takes a list of numbers, and gives one.
---@param start workbench.Column|number[] Where to begin.
---@param arguments? numerics.optimise.arguments
---@return { point: workbench.Column, value: number, converged: boolean, steps: integer, evaluations: integer } # The point, the function there, and how the search went.
---@nodiscard
function numerics.optimise(f, start, arguments) end

---@class numerics.optimise_scalar.arguments
---@field tolerance? number How near is near enough, relative to the place and to 1. Default: 1.5e-08.

--- Where a function of one number is smallest between two ends.
---
--- Brent's method: parabolas, and the golden section where they fail. Where the function gives missing or no
--- number, the place counts as worse than all others. The same start takes the same steps on every run. It finds
--- a minimum, which of several is not said, and does not try the ends themselves. A minimum cannot be told to
--- more than about eight digits from the function alone.
---
--- Example: `numerics.optimise_scalar(function(x) return x * x - 2 end, 0, 2)`
---@param f fun(x: number): number Takes a number, and gives one.
---@param lower number The lower end.
---@param upper number The upper end.
---@param arguments? numerics.optimise_scalar.arguments
---@return { point: number, value: number, converged: boolean, evaluations: integer } # The point, the function there, and how the search went.
---@nodiscard
function numerics.optimise_scalar(f, lower, upper, arguments) end

---@class numerics.root.arguments
---@field tolerance? number How near to the root is near enough; 0 for as near as there are numbers. Default: 0.

--- Where a function of one number is zero between two ends at which it has different signs.
---
--- Brent's method: inverse quadratic interpolation, and halving where that fails, so that it always ends. Missing
--- where the signs at the ends do not differ, or where the function gives no number.
---
--- Example: `numerics.root(function(x) return x * x - 2 end, 0, 2)`
---@param f fun(x: number): number Takes a number, and gives one.
---@param lower number The lower end.
---@param upper number The upper end.
---@param arguments? numerics.root.arguments
---@return { point: number, value: number, converged: boolean, evaluations: integer } # The root, the function there, and how the search went; missing where there is none to be found.
---@nodiscard
function numerics.root(f, lower, upper, arguments) end

---@class numerics.integrate.arguments
---@field tolerance? number The error that is near enough, relative to the integral. Default: 1e-10.

--- The integral of a function of one number.
---
--- Gauss and Kronrod's rule of 21 points, on pieces that are halved where the error is largest; an infinite range
--- is folded into a finite one. The function is never called at the limits themselves. A peak that is narrow
--- beside the range can be overlooked: split the range there.
---
--- converged says whether the error is within the tolerance; where it is not, the value is the best that was
--- found.
---
--- Example: `numerics.integrate(function(x) return math.exp(-x) end, 0, math.huge)`
---@param f fun(x: number): number Takes a number, and gives one.
---@param lower number The lower limit; -math.huge for no limit.
---@param upper number The upper limit; math.huge for no limit.
---@param arguments? numerics.integrate.arguments
---@return { value: number, error: number, converged: boolean, evaluations: integer } # The integral, a bound of its error, and how it was found.
---@nodiscard
function numerics.integrate(f, lower, upper, arguments) end

--- The slopes of a function of several numbers at a place.
---
--- Central differences with Richardson's extrapolation: about ten digits where the function is smooth.
---
--- Example: `numerics.gradient(function(p) return (p[1] - 1) ^ 2 + (p[2] + 2) ^ 2 end, { 1, 2 })`
---@param f fun(point: number[]): number Takes a list of numbers, and gives one.
---@param point workbench.Column|number[] The place.
---@return workbench.Column # A slope for each number of the place.
---@nodiscard
function numerics.gradient(f, point) end

--- The second derivatives of a function of several numbers at a place.
---
--- Central differences with Richardson's extrapolation: about seven digits where the function is smooth.
---
--- Example: `numerics.hessian(function(p) return (p[1] - 1) ^ 2 + (p[2] + 2) ^ 2 end, { 1, 2 })`
---@param f fun(point: number[]): number Takes a list of numbers, and gives one.
---@param point workbench.Column|number[] The place.
---@return workbench.Column[] # A symmetric matrix.
---@nodiscard
function numerics.hessian(f, point) end

---@class numerics.sequence.arguments
---@field by? number From one to the next; not 0. Default: 1.

--- Numbers at equal steps.
---
--- Each is reckoned from the first, so that rounding does not add up; a last one that misses the bound by
--- rounding alone is in. Whole numbers where all are.
---
--- Example: `numerics.sequence(0, 1, { by = 0.25 })`
---@param from number The first number.
---@param to number The last, or the bound of it.
---@param arguments? numerics.sequence.arguments
---@return workbench.Column # The numbers.
---@nodiscard
function numerics.sequence(from, to, arguments) end

--- A column over and over.
---
--- Missing values are repeated as the others are.
---
--- Example: `numerics.repeated({ 1, 2 }, 3)`
---@param values workbench.Column|any[] The values.
---@param times integer How often.
---@return workbench.Column # The column so many times, one after the other.
---@nodiscard
function numerics.repeated(values, times) end

--- Two columns of numbers, one after the other.
---
--- Missing values are kept.
---
--- Example: `numerics.combine({ 1, 2 }, { 3 })`
---@param values workbench.Column|number[] The numbers that come first.
---@param others workbench.Column|number[] The numbers that come after them.
---@return workbench.Column # A column of all rows.
---@nodiscard
function numerics.combine(values, others) end

---@class numerics.interpolate.arguments
---@field between? "linear"|"step" What holds between two points. Default: "linear".
---@field beyond? "missing"|"nearest" What holds before the first and after the last. Default: "missing".

--- Reads a curve between its points.
---
--- Points without a value are left out. A step function is right-continuous: at a point it has that point's
--- value.
---
--- Example: `numerics.interpolate({ 0, 1, 2 }, { 0, 10, 40 }, { 0.5, 2 })`
---@param x workbench.Column|number[] Where the points stand; in ascending order, none twice.
---@param y workbench.Column|number[] Their values.
---@param at number|workbench.Column|number[] Where to read.
---@param arguments? numerics.interpolate.arguments
---@return number|workbench.Column # A number for each place: a number for one, a column for several.
---@nodiscard
function numerics.interpolate(x, y, at, arguments) end

--- The logarithm of the gamma function.
---
--- Missing at 0 and below.
---
--- Example: `numerics.log_gamma({ 0.5, 10 })`
---@param x number|workbench.Column|number[] Above 0.
---@return number|workbench.Column # A number for each.
---@nodiscard
function numerics.log_gamma(x) end

--- The logarithm of the number of ways to choose k of n.
---
--- Missing where k is below 0 or above n.
---
--- Example: `numerics.log_choose(40, { 0, 20 })`
---@param n number How many there are, 0 or more.
---@param k number|workbench.Column|number[] How many are chosen.
---@return number|workbench.Column # A number for each.
---@nodiscard
function numerics.log_choose(n, k) end

--- A stream of random numbers, told by the run's seed and a name.
---
--- Streams of different names are independent of each other, and of what analyses draw: to draw more from one
--- changes none of the others. The same name under the same seed begins the same numbers anew, on every machine.
--- Philox 4x32-10.
---
--- Example: `numerics.stream("bootstrap")`
---@param name string What the numbers are for.
---@return numerics.Stream # A stream, for numerics.draw_uniform and the like.
---@nodiscard
function numerics.stream(name) end

---@class numerics.draw_uniform.arguments
---@field minimum? number The lower end. Default: 0.
---@field maximum? number The upper end. Default: 1.

--- Uniform random numbers.
---
--- Neither end itself comes up.
---
--- Example: `numerics.draw_uniform(numerics.stream("example"), 3)`
---@param stream numerics.Stream A stream; what is drawn is taken from it.
---@param count integer How many.
---@param arguments? numerics.draw_uniform.arguments
---@return workbench.Column # The numbers.
---@nodiscard
function numerics.draw_uniform(stream, count, arguments) end

---@class numerics.draw_normal.arguments
---@field mean? number Their mean. Default: 0.
---@field standard_deviation? number Their standard deviation. Default: 1.

--- Normal random numbers.
---
--- The quantiles of uniform ones (Wichura's AS 241).
---
--- Example: `numerics.draw_normal(numerics.stream("example"), 3)`
---@param stream numerics.Stream A stream; what is drawn is taken from it.
---@param count integer How many.
---@param arguments? numerics.draw_normal.arguments
---@return workbench.Column # The numbers.
---@nodiscard
function numerics.draw_normal(stream, count, arguments) end

---@class numerics.draw_exponential.arguments
---@field rate? number Their rate, one over the mean. Default: 1.

--- Exponential random numbers.
---
--- Times to an event of constant hazard. Other distributions are drawn as their quantiles of uniform numbers,
--- such as numerics.weibull_quantile(numerics.draw_uniform(stream, n), { … }).
---
--- Example: `numerics.draw_exponential(numerics.stream("example"), 3)`
---@param stream numerics.Stream A stream; what is drawn is taken from it.
---@param count integer How many.
---@param arguments? numerics.draw_exponential.arguments
---@return workbench.Column # The numbers.
---@nodiscard
function numerics.draw_exponential(stream, count, arguments) end

--- Whole random numbers, each with the same chance.
---
--- Both ends come up.
---
--- Example: `numerics.draw_integers(numerics.stream("example"), 3, 1, 6)`
---@param stream numerics.Stream A stream; what is drawn is taken from it.
---@param count integer How many.
---@param from integer The smallest.
---@param to integer The largest.
---@return workbench.Column # The numbers.
---@nodiscard
function numerics.draw_integers(stream, count, from, to) end

--- The whole numbers from 1 to n in random order.
---
--- Each order has the same chance (Fisher and Yates). column:take of it puts a column in that order.
---
--- Example: `numerics.permutation(numerics.stream("example"), 3)`
---@param stream numerics.Stream A stream; what is drawn is taken from it.
---@param count integer How many.
---@return workbench.Column # The numbers.
---@nodiscard
function numerics.permutation(stream, count) end

---@class numerics.sample.arguments
---@field replace? boolean Whether each is put back, so that it can come up again. Default: false.

--- Rows of a column at random, each with the same chance.
---
--- Missing values are drawn as the others are. To draw the same rows of several columns, draw row numbers:
--- numerics.sample of numerics.sequence(1, n), then column:take.
---
--- Example: `numerics.sample(numerics.stream("example"), cohort:column("age"), 5, { replace = true })`
---@param stream numerics.Stream A stream; what is drawn is taken from it.
---@param values workbench.Column|any[] What is drawn from.
---@param count integer How many.
---@param arguments? numerics.sample.arguments
---@return workbench.Column # The values drawn.
---@nodiscard
function numerics.sample(stream, values, count, arguments) end

---@class numerics.normal_density.arguments
---@field mean? number The mean. Default: 0.
---@field standard_deviation? number The standard deviation. Default: 1.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the normal distribution.
---
--- x is any number. Elsewhere it is 0.
---
--- Example: `numerics.normal_density({ 0, 1, 2 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.normal_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.normal_density(x, arguments) end

---@class numerics.normal_probability.arguments
---@field mean? number The mean. Default: 0.
---@field standard_deviation? number The standard deviation. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the normal distribution.
---
--- x is any number. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.normal_probability({ 0, 1, 2 }, { tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.normal_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.normal_probability(x, arguments) end

---@class numerics.normal_quantile.arguments
---@field mean? number The mean. Default: 0.
---@field standard_deviation? number The standard deviation. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the normal distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.normal_quantile({ 0.025, 0.975 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.normal_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.normal_quantile(probabilities, arguments) end

---@class numerics.t_density.arguments
---@field degrees_of_freedom number The degrees of freedom, not necessarily whole.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of Student's t distribution.
---
--- x is any number. Elsewhere it is 0.
---
--- Example: `numerics.t_density({ 0, 1, 2 }, { degrees_of_freedom = 12 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.t_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.t_density(x, arguments) end

---@class numerics.t_probability.arguments
---@field degrees_of_freedom number The degrees of freedom, not necessarily whole.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under Student's t distribution.
---
--- x is any number. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.t_probability({ 0, 1, 2 }, { degrees_of_freedom = 12, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.t_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.t_probability(x, arguments) end

---@class numerics.t_quantile.arguments
---@field degrees_of_freedom number The degrees of freedom, not necessarily whole.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of Student's t distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.t_quantile({ 0.025, 0.975 }, { degrees_of_freedom = 12 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.t_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.t_quantile(probabilities, arguments) end

---@class numerics.chi_squared_density.arguments
---@field degrees_of_freedom number The degrees of freedom, not necessarily whole.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the chi-squared distribution.
---
--- x is 0 or more. Elsewhere it is 0.
---
--- Example: `numerics.chi_squared_density({ 0, 1, 2 }, { degrees_of_freedom = 3 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.chi_squared_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.chi_squared_density(x, arguments) end

---@class numerics.chi_squared_probability.arguments
---@field degrees_of_freedom number The degrees of freedom, not necessarily whole.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the chi-squared distribution.
---
--- x is 0 or more. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.chi_squared_probability({ 0, 1, 2 }, { degrees_of_freedom = 3, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.chi_squared_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.chi_squared_probability(x, arguments) end

---@class numerics.chi_squared_quantile.arguments
---@field degrees_of_freedom number The degrees of freedom, not necessarily whole.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the chi-squared distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.chi_squared_quantile({ 0.025, 0.975 }, { degrees_of_freedom = 3 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.chi_squared_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.chi_squared_quantile(probabilities, arguments) end

---@class numerics.f_density.arguments
---@field numerator number The degrees of freedom of the numerator.
---@field denominator number The degrees of freedom of the denominator.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of Fisher's F distribution.
---
--- x is 0 or more. Elsewhere it is 0.
---
--- Example: `numerics.f_density({ 0, 1, 2 }, { numerator = 2, denominator = 30 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.f_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.f_density(x, arguments) end

---@class numerics.f_probability.arguments
---@field numerator number The degrees of freedom of the numerator.
---@field denominator number The degrees of freedom of the denominator.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under Fisher's F distribution.
---
--- x is 0 or more. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.f_probability({ 0, 1, 2 }, { numerator = 2, denominator = 30, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.f_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.f_probability(x, arguments) end

---@class numerics.f_quantile.arguments
---@field numerator number The degrees of freedom of the numerator.
---@field denominator number The degrees of freedom of the denominator.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of Fisher's F distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.f_quantile({ 0.025, 0.975 }, { numerator = 2, denominator = 30 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.f_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.f_quantile(probabilities, arguments) end

---@class numerics.beta_density.arguments
---@field shape_1 number The first shape: of values near 1.
---@field shape_2 number The second shape: of values near 0.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the beta distribution.
---
--- x is from 0 to 1. Elsewhere it is 0.
---
--- Example: `numerics.beta_density({ 0, 1, 2 }, { shape_1 = 2, shape_2 = 5 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.beta_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.beta_density(x, arguments) end

---@class numerics.beta_probability.arguments
---@field shape_1 number The first shape: of values near 1.
---@field shape_2 number The second shape: of values near 0.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the beta distribution.
---
--- x is from 0 to 1. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.beta_probability({ 0, 1, 2 }, { shape_1 = 2, shape_2 = 5, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.beta_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.beta_probability(x, arguments) end

---@class numerics.beta_quantile.arguments
---@field shape_1 number The first shape: of values near 1.
---@field shape_2 number The second shape: of values near 0.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the beta distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.beta_quantile({ 0.025, 0.975 }, { shape_1 = 2, shape_2 = 5 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.beta_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.beta_quantile(probabilities, arguments) end

---@class numerics.gamma_density.arguments
---@field shape number The shape.
---@field rate? number The rate, one over the scale. Default: 1.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the gamma distribution.
---
--- x is 0 or more. Elsewhere it is 0.
---
--- Example: `numerics.gamma_density({ 0, 1, 2 }, { shape = 2 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.gamma_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.gamma_density(x, arguments) end

---@class numerics.gamma_probability.arguments
---@field shape number The shape.
---@field rate? number The rate, one over the scale. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the gamma distribution.
---
--- x is 0 or more. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.gamma_probability({ 0, 1, 2 }, { shape = 2, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.gamma_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.gamma_probability(x, arguments) end

---@class numerics.gamma_quantile.arguments
---@field shape number The shape.
---@field rate? number The rate, one over the scale. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the gamma distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.gamma_quantile({ 0.025, 0.975 }, { shape = 2 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.gamma_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.gamma_quantile(probabilities, arguments) end

---@class numerics.exponential_density.arguments
---@field rate? number The rate, one over the scale. Default: 1.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the exponential distribution.
---
--- x is 0 or more. Elsewhere it is 0.
---
--- Example: `numerics.exponential_density({ 0, 1, 2 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.exponential_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.exponential_density(x, arguments) end

---@class numerics.exponential_probability.arguments
---@field rate? number The rate, one over the scale. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the exponential distribution.
---
--- x is 0 or more. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.exponential_probability({ 0, 1, 2 }, { tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.exponential_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.exponential_probability(x, arguments) end

---@class numerics.exponential_quantile.arguments
---@field rate? number The rate, one over the scale. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the exponential distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.exponential_quantile({ 0.025, 0.975 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.exponential_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.exponential_quantile(probabilities, arguments) end

---@class numerics.weibull_density.arguments
---@field shape number The shape.
---@field scale? number The scale. Default: 1.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the Weibull distribution.
---
--- x is 0 or more; the probability above it is exp(-(x / scale) ^ shape). Elsewhere it is 0.
---
--- Example: `numerics.weibull_density({ 0, 1, 2 }, { shape = 1.5 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.weibull_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.weibull_density(x, arguments) end

---@class numerics.weibull_probability.arguments
---@field shape number The shape.
---@field scale? number The scale. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the Weibull distribution.
---
--- x is 0 or more; the probability above it is exp(-(x / scale) ^ shape). Both tails are reckoned by themselves:
--- a small one has as many digits as a large one.
---
--- Example: `numerics.weibull_probability({ 0, 1, 2 }, { shape = 1.5, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.weibull_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.weibull_probability(x, arguments) end

---@class numerics.weibull_quantile.arguments
---@field shape number The shape.
---@field scale? number The scale. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the Weibull distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.weibull_quantile({ 0.025, 0.975 }, { shape = 1.5 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.weibull_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.weibull_quantile(probabilities, arguments) end

---@class numerics.log_normal_density.arguments
---@field mean_log? number The mean of the logarithm. Default: 0.
---@field standard_deviation_log? number The standard deviation of the logarithm. Default: 1.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the log-normal distribution.
---
--- x is 0 or more. Elsewhere it is 0.
---
--- Example: `numerics.log_normal_density({ 0, 1, 2 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.log_normal_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.log_normal_density(x, arguments) end

---@class numerics.log_normal_probability.arguments
---@field mean_log? number The mean of the logarithm. Default: 0.
---@field standard_deviation_log? number The standard deviation of the logarithm. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the log-normal distribution.
---
--- x is 0 or more. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.log_normal_probability({ 0, 1, 2 }, { tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.log_normal_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.log_normal_probability(x, arguments) end

---@class numerics.log_normal_quantile.arguments
---@field mean_log? number The mean of the logarithm. Default: 0.
---@field standard_deviation_log? number The standard deviation of the logarithm. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the log-normal distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.log_normal_quantile({ 0.025, 0.975 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.log_normal_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.log_normal_quantile(probabilities, arguments) end

---@class numerics.uniform_density.arguments
---@field minimum? number The lower end. Default: 0.
---@field maximum? number The upper end. Default: 1.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The density of the uniform distribution.
---
--- x is any number. Elsewhere it is 0.
---
--- Example: `numerics.uniform_density({ 0, 1, 2 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.uniform_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.uniform_density(x, arguments) end

---@class numerics.uniform_probability.arguments
---@field minimum? number The lower end. Default: 0.
---@field maximum? number The upper end. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the uniform distribution.
---
--- x is any number. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.uniform_probability({ 0, 1, 2 }, { tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.uniform_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.uniform_probability(x, arguments) end

---@class numerics.uniform_quantile.arguments
---@field minimum? number The lower end. Default: 0.
---@field maximum? number The upper end. Default: 1.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the uniform distribution.
---
--- The value at or below which, or, of the upper tail, above which lies the probability. math.huge or -math.huge
--- where there is no finite one.
---
--- Example: `numerics.uniform_quantile({ 0.025, 0.975 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.uniform_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.uniform_quantile(probabilities, arguments) end

---@class numerics.binomial_density.arguments
---@field size integer How many there are.
---@field probability number The probability of each.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The probability of exactly x under the binomial distribution.
---
--- x is a count, of so many who respond. Elsewhere it is 0.
---
--- Example: `numerics.binomial_density({ 0, 1, 2 }, { size = 20, probability = 0.3 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.binomial_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.binomial_density(x, arguments) end

---@class numerics.binomial_probability.arguments
---@field size integer How many there are.
---@field probability number The probability of each.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the binomial distribution.
---
--- x is a count, of so many who respond. Both tails are reckoned by themselves: a small one has as many digits as
--- a large one.
---
--- Example: `numerics.binomial_probability({ 0, 1, 2 }, { size = 20, probability = 0.3, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.binomial_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.binomial_probability(x, arguments) end

---@class numerics.binomial_quantile.arguments
---@field size integer How many there are.
---@field probability number The probability of each.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the binomial distribution.
---
--- The smallest count with at least the probability at or below it, or, of the upper tail, with at most so much
--- above it. math.huge or -math.huge where there is no finite one.
---
--- Example: `numerics.binomial_quantile({ 0.025, 0.975 }, { size = 20, probability = 0.3 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.binomial_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.binomial_quantile(probabilities, arguments) end

---@class numerics.poisson_density.arguments
---@field mean number The mean.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The probability of exactly x under the Poisson distribution.
---
--- x is a count. Elsewhere it is 0.
---
--- Example: `numerics.poisson_density({ 0, 1, 2 }, { mean = 2.5 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.poisson_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.poisson_density(x, arguments) end

---@class numerics.poisson_probability.arguments
---@field mean number The mean.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the Poisson distribution.
---
--- x is a count. Both tails are reckoned by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.poisson_probability({ 0, 1, 2 }, { mean = 2.5, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.poisson_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.poisson_probability(x, arguments) end

---@class numerics.poisson_quantile.arguments
---@field mean number The mean.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the Poisson distribution.
---
--- The smallest count with at least the probability at or below it, or, of the upper tail, with at most so much
--- above it. math.huge or -math.huge where there is no finite one.
---
--- Example: `numerics.poisson_quantile({ 0.025, 0.975 }, { mean = 2.5 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.poisson_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.poisson_quantile(probabilities, arguments) end

---@class numerics.negative_binomial_density.arguments
---@field size number The size, one over the dispersion, not necessarily whole.
---@field mean number The mean.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The probability of exactly x under the negative binomial distribution.
---
--- x is a count, of mean m and variance m + m² / size; size is one over the dispersion. Elsewhere it is 0.
---
--- Example: `numerics.negative_binomial_density({ 0, 1, 2 }, { size = 1.5, mean = 4 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.negative_binomial_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.negative_binomial_density(x, arguments) end

---@class numerics.negative_binomial_probability.arguments
---@field size number The size, one over the dispersion, not necessarily whole.
---@field mean number The mean.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the negative binomial distribution.
---
--- x is a count, of mean m and variance m + m² / size; size is one over the dispersion. Both tails are reckoned
--- by themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.negative_binomial_probability({ 0, 1, 2 }, { size = 1.5, mean = 4, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.negative_binomial_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.negative_binomial_probability(x, arguments) end

---@class numerics.negative_binomial_quantile.arguments
---@field size number The size, one over the dispersion, not necessarily whole.
---@field mean number The mean.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the negative binomial distribution.
---
--- The smallest count with at least the probability at or below it, or, of the upper tail, with at most so much
--- above it. math.huge or -math.huge where there is no finite one.
---
--- Example: `numerics.negative_binomial_quantile({ 0.025, 0.975 }, { size = 1.5, mean = 4 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.negative_binomial_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.negative_binomial_quantile(probabilities, arguments) end

---@class numerics.hypergeometric_density.arguments
---@field of_kind integer How many there are of the kind.
---@field others integer How many others there are.
---@field drawn integer How many are drawn.
---@field log? boolean Whether the natural logarithm is given, for likelihoods. Default: false.

--- The probability of exactly x under the hypergeometric distribution.
---
--- x is a count, of those of a kind among those drawn without putting back. Elsewhere it is 0.
---
--- Example: `numerics.hypergeometric_density({ 0, 1, 2 }, { of_kind = 8, others = 12, drawn = 5 })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.hypergeometric_density.arguments
---@return number|workbench.Column # A number for each x.
---@nodiscard
function numerics.hypergeometric_density(x, arguments) end

---@class numerics.hypergeometric_probability.arguments
---@field of_kind integer How many there are of the kind.
---@field others integer How many others there are.
---@field drawn integer How many are drawn.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The probability of a value at or below x, or above it, under the hypergeometric distribution.
---
--- x is a count, of those of a kind among those drawn without putting back. Both tails are reckoned by
--- themselves: a small one has as many digits as a large one.
---
--- Example: `numerics.hypergeometric_probability({ 0, 1, 2 }, { of_kind = 8, others = 12, drawn = 5, tail = "upper" })`
---@param x number|workbench.Column|number[] One value, or a column of them.
---@param arguments? numerics.hypergeometric_probability.arguments
---@return number|workbench.Column # A probability for each x.
---@nodiscard
function numerics.hypergeometric_probability(x, arguments) end

---@class numerics.hypergeometric_quantile.arguments
---@field of_kind integer How many there are of the kind.
---@field others integer How many others there are.
---@field drawn integer How many are drawn.
---@field tail? "lower"|"upper" Which tail is meant. Default: "lower".

--- The quantile of the hypergeometric distribution.
---
--- The smallest count with at least the probability at or below it, or, of the upper tail, with at most so much
--- above it. math.huge or -math.huge where there is no finite one.
---
--- Example: `numerics.hypergeometric_quantile({ 0.025, 0.975 }, { of_kind = 8, others = 12, drawn = 5 })`
---@param probabilities number|workbench.Column|number[] From 0 to 1: one, or several.
---@param arguments? numerics.hypergeometric_quantile.arguments
---@return number|workbench.Column # A number for each probability.
---@nodiscard
function numerics.hypergeometric_quantile(probabilities, arguments) end

return numerics
