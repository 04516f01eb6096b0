--- Fills a table until nothing is left.
local numbers = {}
while true do numbers[#numbers + 1] = #numbers end
