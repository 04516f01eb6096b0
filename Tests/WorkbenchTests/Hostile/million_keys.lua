--- Returns a table of a million keys.
local keys = {}
for i = 1, 1000000 do keys[-i] = true end
return keys
