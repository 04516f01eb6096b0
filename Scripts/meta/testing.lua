---@meta testing

--- Tests of scripts and plugins; only files whose names end in _test.lua have it, under workbench test.
---@class testing
local testing = {}

--- Declares a test, which is run when the whole file was read.
---@param name string What is true if it passes.
---@param body fun() What it does; at least one assertion.
function testing.test(name, body) end

--- Fails unless both are equal, tables and lists all the way down; says where they first differ.
---@param found any What there is.
---@param expected any What there should be.
function testing.equal(found, expected) end

--- Fails unless all numbers are close to each other, and all else is equal.
---@param found any A number, a list, a column, or a table of them.
---@param expected any The same of another source.
---@param tolerance? { relative: number?, absolute: number? } Numbers may differ by this part of the expected one (1e-9), or by so much (0).
function testing.close(found, expected, tolerance) end

--- Fails where the condition is false, nil or missing.
---@param condition any What should be true.
---@param message? string What it means if it is not.
function testing.is_true(condition, message) end

--- Fails unless the function raises an error whose message holds that part.
---@param body fun() What should fail.
---@param part string What its message should hold, word by word.
function testing.raises(body, part) end

--- Fails unless the value is as it was when workbench test --update wrote snapshots/FILE/NAME.txt beside the test.
---@param name string A name of its own in the file.
---@param value any A result, a report, a table, a column, a text or a number.
function testing.snapshot(name, value) end

--- A cohort of few subjects, written down; it goes through the checks that files do.
---@param definition { subjects: table, columns: table?, endpoints: table?, linked: table?, linked_columns: table?, populations: table?, vocabularies: table?, subject_id: string?, trial: string?, name: string?, notice: string? } What would stand in a cohort.toml and its tables.
---@return workbench.Cohort
function testing.cohort(definition) end

--- Runs a script, and gives its report.
---@param script string The name of a script that lies beside the test.
---@param options? { parameters: table<string, any>?, cohort: workbench.Cohort? } What it is run with.
---@return workbench.Report
function testing.run(script, options) end

return testing
