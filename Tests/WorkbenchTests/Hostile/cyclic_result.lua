--- Returns a table that holds itself.
local table = {}
table.itself = table
return table
