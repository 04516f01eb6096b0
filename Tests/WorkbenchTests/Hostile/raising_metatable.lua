--- Raises an error that raises when it is read.
error(setmetatable({}, { __tostring = function() while true do end end }))
