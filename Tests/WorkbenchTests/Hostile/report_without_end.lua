--- Fills a report until nothing is left.
local report = require("workbench").report "Endless"
while true do report:note(("x"):rep(100000)) end
