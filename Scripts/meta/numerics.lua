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
--- would be missing from there on). What rounding takes away is added again in every row, so that the last is
--- numerics.sum.
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
--- Example: `numerics.group(cohort:column("arm"))`
---@param groups workbench.Column|any[] The group of each row: values of any kind.
---@return { groups: workbench.Column, codes: workbench.Column, counts: workbench.Column } # The groups, the number of its group for each row, from 1, and how many rows each group has.
---@nodiscard
function numerics.group(groups) end

--- Something computed in each group.
---
--- Groups are in the order of their values, those of categories in the order of their levels; levels that nobody
--- has are no groups. A row without a group is in none.
---
--- Example: `numerics.by(cohort:column("age"), cohort:column("arm"), "mean")`
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
--- Example: `numerics.tabulate(cohort:column("arm"))`
---@param values workbench.Column|any[] The values.
---@return { values: workbench.Column, counts: workbench.Column, missing: integer } # The values, how often each occurs, and how many rows have none.
---@nodiscard
function numerics.tabulate(values) end

--- How often each pair of values occurs.
---
--- Values are in their order, categories in that of their levels, with 0 for a level that nobody has. A row that
--- misses either value is in no cell, and counted apart.
---
--- Example: `numerics.cross_tabulate(cohort:column("arm"), cohort:column("response"))`
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
--- Example: `numerics.model_matrix({ cohort:column("age"), cohort:column("arm") })`
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

return numerics
